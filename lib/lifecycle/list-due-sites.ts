import { z } from 'zod';
import { dueActions, sweepInstant } from '@/lib/domain/sweep';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import type { Settings } from '@/lib/domain/settings';
import { instant } from '@/lib/domain/text';
import type { Database } from '@/lib/db/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { foreseePolicies } from '@/lib/policies/foresee-policies';
import { readSettings } from '@/lib/settings/get-settings';
import { foreseeTerms } from '@/lib/terms/foresee-terms';
import { dueSites } from './survey';

const dueSiteShape = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  action: z.enum(dueActions),
  /** Why, as the audit event will say it. */
  note: z.string(),
});
export type DueSiteView = z.infer<typeof dueSiteShape>;
export const dueSitesShape = z.object({ at: z.iso.datetime(), items: z.array(dueSiteShape), next: z.string().nullable() });

/** What a sweep as of an instant would do to Sites, by their ids. Nothing is changed. */
export const listDueSites = query({
  name: 'sweep.list',
  input: z.strictObject({ at: instant.optional(), ...pageSchema }),
  may: (actor) => judge('sweep.list', roleStandings(actor)),
  visible: () => allowed,
  load: async (db, { at: asked, limit, cursor: cursorText }, _visible, { now }) => {
    const at = asked ?? sweepInstant(now);
    const binding = cursorBinding('due-sites', { at: at.toISOString() });
    const cursor = readCursor(cursorText, binding, ['uuid']);
    const { settings } = await readSettings(db.prisma);
    const items: DueSiteView[] = [];
    for await (const item of dueInOrder(db, { now: at, settings, after: cursor === null ? null : String(cursor.keys[0]), limit })) {
      if (items.length === limit) {
        const last = items.at(-1);
        return { at: at.toISOString(), items, next: last === undefined ? null : writeCursor(binding, { keys: [last.id], backward: false }) };
      }
      items.push(item);
    }
    return { at: at.toISOString(), items, next: null };
  },
});

type Options = { now: Date; settings: Settings; after: string | null; limit: number };

/**
 * What the lifecycle, the policies and the ends of widenings would do, together in the order of the Sites' ids. Each Site
 * stands there once, with the gravest of it and all reasons.
 */
async function* dueInOrder(db: Database, options: Options): AsyncGenerator<DueSiteView> {
  const streams = [byLifecycle(db, options), byPolicies(db, options), byTerms(db, options)];
  const heads = await Promise.all(streams.map(next));
  for (;;) {
    const [first] = heads.flatMap((head) => head?.id ?? []).sort();
    if (first === undefined) return;
    const [gravest, ...rest] = heads.filter((head) => head?.id === first) as DueSiteView[];
    if (gravest !== undefined) yield { ...gravest, note: [gravest, ...rest].map(({ note }) => note).join(' ') };
    for (const [turn, stream] of streams.entries()) if (heads[turn]?.id === first) heads[turn] = await next(stream);
  }
}

async function next(stream: AsyncGenerator<DueSiteView>): Promise<DueSiteView | null> {
  const turn = await stream.next();
  return turn.done === true ? null : turn.value;
}

async function* byLifecycle(db: Database, options: Options): AsyncGenerator<DueSiteView> {
  for await (const { id, slug, title, action } of dueSites(db.prisma, options)) yield { id, slug, title, action: action.do, note: action.note };
}

async function* byPolicies(db: Database, { now, after }: Options): AsyncGenerator<DueSiteView> {
  for await (const site of foreseePolicies(db, now, after)) yield { ...site, action: 'disable' };
}

async function* byTerms(db: Database, { now, after, limit }: Options): AsyncGenerator<DueSiteView> {
  // One more than the page holds: that there is one tells of a next page.
  for (const site of await foreseeTerms(db.prisma, now, { after, limit: limit + 1 })) yield { ...site, action: 'fall_back', note: 'The widening of its audience ends.' };
}
