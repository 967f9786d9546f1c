import { z } from 'zod';
import { lifecycleActions, sweepInstant } from '@/lib/domain/sweep';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { instant } from '@/lib/domain/text';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
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
  load: async ({ prisma }, { at: asked, limit, cursor: cursorText }, _visible, { now }) => {
    const at = asked ?? sweepInstant(now);
    const binding = cursorBinding('due-sites', { at: at.toISOString() });
    const cursor = readCursor(cursorText, binding, ['uuid']);
    const { settings } = await readSettings(prisma);
    const items: DueSiteView[] = [];
    for await (const { id, slug, title, action } of dueSites(prisma, { now: at, settings, after: cursor === null ? null : String(cursor.keys[0]) })) {
      if (items.length === limit) {
        const last = items.at(-1);
        return { at: at.toISOString(), items, next: last === undefined ? null : writeCursor(binding, { keys: [last.id], backward: false }) };
      }
      items.push({ id, slug, title, action: action.do, note: action.note });
    }
    return { at: at.toISOString(), items, next: null };
  },
});
