import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { readSettings } from '@/lib/settings/get-settings';
import { applyPlan } from '../apply-plan';
import { findExistingSites, slugAllocator, takeImportTurn } from '../existing-sites';
import { siteIdentity, type ManifestItem } from '../parse/manifest-item';
import { parseManifest } from '../parse/manifest';
import { isBuildCopy } from '../parse/manifest-path';
import type { ImportRefusal } from '../parse/refusal';
import { siteContext } from '../parse/site-context';
import { slugFor } from '../parse/slug';
import { planManifests, type ReadManifest } from '../plan-manifests';
import { eventsOf, toReport } from '../planned-site';

/** A manifest as REST sends it; zip and folder bring the rest of what stands around it. */
const itemSchema = z.custom<ManifestItem>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    typeof (value as ManifestItem).path === 'string' &&
    (typeof (value as ManifestItem).content === 'string' || (value as ManifestItem).content instanceof Uint8Array),
  'Give path and content, both as text.',
);

const importManifestsSchema = z.strictObject({
  apply: z.boolean(),
  items: z.array(itemSchema).max(20_000, 'At most 20,000 manifests at once.'),
  /** What reading the source refused or passed over already. */
  refused: z.custom<ImportRefusal[]>(Array.isArray).default([]),
  ignored: z.array(z.string()).default([]),
});

/** Manifests arrive: a dry run says what would happen, applying it does just that. */
export const importManifests = command({
  name: 'import.apply',
  input: importManifestsSchema,
  nameFor: ({ apply }) => (apply ? 'import.apply' : 'import.preview'),
  load: async (tx, { apply, items, refused, ignored }, { now }) => {
    if (apply) await takeImportTurn(tx);
    const { read, ...passed } = readItems(items, now);
    const existing = await findExistingSites(
      tx,
      {
        projectIds: read.flatMap(({ manifest }) => manifest.projectId ?? []),
        places: read.map(({ item }) => siteIdentity(item)),
      },
      apply,
    );
    const slugs = read.map(({ item, manifest }) => slugFor((item.context ?? siteContext(item, {})).title, manifest.siteRoot).slice(0, 56));
    return {
      importId: uuidv7(),
      read,
      refused: [...refused, ...passed.refused],
      ignored: [...ignored, ...passed.ignored],
      existing,
      freeSlug: await slugAllocator(tx, slugs),
      settings: (await readSettings(tx)).settings,
    };
  },
  may: (actor, _loaded, { apply }) => judge(apply ? 'import.apply' : 'import.preview', roleStandings(actor)),
  decide: (loaded, { apply }, { now }) => {
    const plan = planManifests(loaded.read, loaded.refused, loaded.ignored, { ...loaded, now });
    return { plan, apply, events: apply ? eventsOf(plan, 'manifests', loaded.importId) : [] };
  },
  save: async (tx, _loaded, { plan, apply }, { now }) => {
    if (apply) await applyPlan(tx, plan, now);
    return toReport(plan, apply);
  },
});

function readItems(items: ManifestItem[], now: Date): { read: ReadManifest[]; refused: ImportRefusal[]; ignored: string[] } {
  const read: ReadManifest[] = [];
  const refused: ImportRefusal[] = [];
  const ignored: string[] = [];
  for (const item of items) {
    // Where a repository is known, only folders inside it can be a build's.
    if (isBuildCopy(item.repositoryPath ?? item.path)) {
      ignored.push(`${item.path} (a build copy)`);
      continue;
    }
    const result = parseManifest(item.path, item.content, now);
    if (result.ok) read.push({ item: { ...item, path: result.manifest.path }, manifest: result.manifest });
    else refused.push(...result.refusals);
  }
  return { read, refused, ignored };
}
