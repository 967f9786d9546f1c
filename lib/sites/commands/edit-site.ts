import { z } from 'zod';
import { classifications } from '@/lib/domain/classification';
import { judgeOnSite } from '@/lib/domain/verdict';
import { edit } from '@/lib/domain/edit-site';
import { usesSchema } from '@/lib/domain/prohibited-use';
import { tagsSchema } from '@/lib/domain/tags';
import { clearable, instant, line, prose, seenRevision } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { lockSite } from '../load-site';
import { resolveSiteReferences } from '../site-references';
import { saveSite } from '../site-command';
import { saveStorageNotes } from '../storage-notes';
import { siteSourcesSchema, storageNotesSchema } from '../site-input';

/** Changes the descriptive part of the record: what it is, where it belongs, what it reads, how it stores. */
export const editSite = command({
  name: 'site.edit',
  input: z.strictObject({
    siteId: z.uuid(),
    title: line(200).optional(),
    description: clearable(4000).optional(),
    purpose: clearable(4000).optional(),
    classification: z.enum(classifications).optional(),
    department: z.uuid().nullable().optional(),
    dataSourceNote: clearable(4000).optional(),
    dataSources: siteSourcesSchema.optional(),
    storageNotes: storageNotesSchema.optional(),
    officialSince: instant.nullable().optional(),
    tags: tagsSchema.optional(),
    /** What it is used for that the policies may have a word on. */
    uses: usesSchema.optional(),
    expiresAt: instant.optional(),
    reason: prose(2000).optional(),
    revision: seenRevision,
  }),
  load: async (tx, input, { actor }) => {
    const loaded = await lockSite(tx, input.siteId, actor);
    if (loaded === null) return null;
    const references = await resolveSiteReferences(tx, input);
    const notes = await saveStorageNotes.load(tx, input.siteId, input.storageNotes);
    return { ...loaded, ...references, notes };
  },
  may: (actor, { relations }) => judgeOnSite('site.edit', actor, relations),
  decide: (loaded, input, { now }) => {
    const problem = loaded.problem ?? loaded.notes.problem;
    if (problem !== null) return problem;
    const outcome = edit(loaded, input, now);
    if ('refused' in outcome) return outcome;
    return saveStorageNotes.decide(loaded.site, loaded.notes, outcome, input.reason);
  },
  save: async (tx, loaded, outcome, context) => {
    await saveStorageNotes.save(tx, loaded.notes);
    return saveSite(tx, loaded, outcome, context);
  },
});
