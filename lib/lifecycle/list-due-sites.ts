import { z } from 'zod';
import { lifecycleActions, sweepInstant } from '@/lib/domain/sweep';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import type { Settings } from '@/lib/domain/settings';
import { instant } from '@/lib/domain/text';
import type { Database } from '@/lib/db/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { foreseePolicies } from '@/lib/policies/foresee-policies';
import { readSettings } from '@/lib/settings/get-settings';
import { dueSites } from './survey';

const dueSiteShape = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  action: z.enum(lifecycleActions),
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
    for await (const item of dueInOrder(db, { now: at, settings, after: cursor === null ? null : String(cursor.keys[0]) })) {
      if (items.length === limit) {
        const last = items.at(-1);
        return { at: at.toISOString(), items, next: last === undefined ? null : writeCursor(binding, { keys: [last.id], backward: false }) };
      }
      items.push(item);
    }
    return { at: at.toISOString(), items, next: null };
  },
});

/** What the lifecycle and what the policies would do, together in the order of the Sites' ids; each Site once. */
async function* dueInOrder(db: Database, options: { now: Date; settings: Settings; after: string | null }): AsyncGenerator<DueSiteView> {
  const policies = foreseePolicies(db, options.now, options.after);
  const next = async (): Promise<Omit<DueSiteView, 'action'> | null> => {
    const turn = await policies.next();
    return turn.done === true ? null : turn.value;
  };
  let waiting = await next();
  for await (const { id, slug, title, action } of dueSites(db.prisma, options)) {
    for (; waiting !== null && waiting.id < id; waiting = await next()) yield { ...waiting, action: 'disable' };
    if (waiting?.id === id) waiting = await next();
    yield { id, slug, title, action: action.do, note: action.note };
  }
  for (; waiting !== null; waiting = await next()) yield { ...waiting, action: 'disable' };
}
