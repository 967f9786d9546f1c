import { z } from 'zod';
import { kindsDecidedBy } from '@/lib/domain/decide-operation';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';

/** Counted no further: a menu shows “99+”. */
const most = 100;

/** How many requests somebody can decide, as `listRequests` with `waitingFor: 'me'` lists them; prepared, for every page shows it. */
export const countWaiting = query({
  name: 'request.list',
  input: z.strictObject({}),
  may: (actor) => judge('request.list', roleStandings(actor)),
  visible: (actor) => ({ me: actor.personId, kinds: kindsDecidedBy(actor) }),
  load: async ({ pool }, _input, { me, kinds }): Promise<number> => {
    const { rows } = await pool.query<{ count: number }>({
      name: 'requests_waiting',
      text: `SELECT count(*)::int AS count FROM (
               SELECT FROM request r JOIN site s ON s.id = r.site_id
                WHERE r.state = 'pending'
                  AND (   r.kind = 'transfer' AND r.proposed_owner_id = $1::uuid
                       OR r.kind = ANY ($2::"RequestKind"[]) AND r.requester_id <> $1::uuid AND s.owner_id IS DISTINCT FROM $1::uuid)
                LIMIT ${most}) waiting`,
      values: [me, kinds],
    });
    return rows[0]?.count ?? 0;
  },
});
