import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';

/** Counted no further: a menu shows “99+”. */
const most = 100;

/** How many messages somebody has not read; prepared, for every page shows it. */
export const countUnread = query({
  name: 'inbox.list',
  input: z.strictObject({}),
  may: (actor) => judge('inbox.list', roleStandings(actor)),
  visible: ({ personId }) => personId,
  load: async ({ pool }, _input, personId): Promise<number> => {
    const { rows } = await pool.query<{ count: number }>({
      name: 'inbox_unread',
      text: `SELECT count(*)::int AS count FROM (SELECT FROM notification WHERE person_id = $1::uuid AND read_at IS NULL LIMIT ${most}) unread`,
      values: [personId],
    });
    return rows[0]?.count ?? 0;
  },
});
