import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';

/** Counted no further: a menu shows “99+”. */
const most = 100;

/** How many requests somebody can decide, as `listRequests` with `waitingFor: 'me'` lists them; prepared, for every page shows it. */
export const countWaiting = query({
  name: 'request.list',
  input: z.strictObject({}),
  may: (actor) => judge('request.list', roleStandings(actor)),
  visible: (actor) => ({ me: actor.personId, roles: [...actor.roles], decidesByRole: judge('request.decide_widening', roleStandings(actor)).allowed }),
  load: async ({ pool }, _input, { me, roles, decidesByRole }, { now }): Promise<number> => {
    const { rows } = await pool.query<{ count: number }>({
      name: 'requests_waiting',
      text: `WITH RECURSIVE places (id) AS (
               SELECT $1::uuid
               UNION
               SELECT d.from_id FROM delegation d JOIN person p ON p.id = d.from_id
                WHERE d.to_id = $1::uuid AND d.starts_at <= $4 AND d.ends_at > $4 AND d.revoked_at IS NULL AND p.deactivated_at IS NULL
             ),
             in_groups (id) AS (
               SELECT m.group_id FROM group_member m JOIN places ON places.id = m.person_id
               UNION
               SELECT n.parent_id FROM group_nesting n JOIN in_groups ON n.child_id = in_groups.id
             ),
             asked AS (
               SELECT (SELECT array_agg(id) FROM places) AS ids,
                      (SELECT coalesce(array_agg(id), '{}') FROM in_groups) AS groups,
                      $2::"Role"[] || CASE WHEN $3 THEN (SELECT coalesce(array_agg(role), '{}') FROM places JOIN person p USING (id), unnest(p.roles) role) ELSE '{}' END AS roles
             )
             SELECT count(*)::int AS count FROM (
               SELECT FROM request r JOIN site s ON s.id = r.site_id, asked
                WHERE r.state = 'pending'
                  AND (   r.kind = 'transfer' AND r.proposed_owner_id = $1::uuid
                       OR r.kind <> 'transfer' AND r.requester_id <> $1::uuid AND s.owner_id IS DISTINCT FROM $1::uuid
                          AND (r.asks_roles && asked.roles OR r.asks_people && asked.ids OR r.asks_groups && asked.groups)
                          AND NOT EXISTS (SELECT FROM decision d WHERE d.request_id = r.id AND d.round = r.round AND $1::uuid IN (d.reviewer_id, d.on_behalf_of_id)))
                LIMIT ${most}) waiting`,
      values: [me, roles, decidesByRole, now],
    });
    return rows[0]?.count ?? 0;
  },
});
