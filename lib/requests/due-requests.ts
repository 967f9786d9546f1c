import { NIL } from 'uuid';
import { isQuiet } from '@/lib/domain/settings';
import type { Tx } from '@/lib/db/client';
import type { StepContext } from '@/lib/lifecycle/sweep-step';

/** How old the plan of a request that waits may be, in hours: policies, groups and people change meanwhile. */
const planAgeHours = 24;

/** The requests after `cursor` that a sweep has something to do with, with their Sites; the others are neither locked nor planned anew. */
export async function dueRequests(tx: Tx, { now, settings }: StepContext, cursor: string | null, size: number): Promise<{ id: string; siteId: string }[]> {
  const { requestDueDays, requestReminderDays, requestEscalateDays } = settings;
  const since = (days: number): Date => new Date(now.getTime() - days * 24 * 60 * 60 * 1000);
  return tx.$queryRaw<{ id: string; siteId: string }[]>`
    SELECT r.id::text, r.site_id::text AS "siteId" FROM request r JOIN site s ON s.id = r.site_id
     WHERE r.kind <> 'transfer' AND r.id > ${cursor ?? NIL}::uuid
       -- A re-review ends in time also while it waits for its owner: the audience stands on nothing meanwhile.
       AND (r.state = 'pending' OR r.state = 'changes_requested' AND r.kind = 're_review' AND r.due_at <= ${now} AND NOT ${isQuiet(settings, now)})
       AND (r.state <> 'pending' OR NOT ${isQuiet(settings, now)}
           AND (   coalesce(r.due_at, r.submitted_at + make_interval(days => ${requestDueDays}::int)) <= ${now}
                OR r.escalated_at IS NULL AND r.submitted_at <= ${since(requestEscalateDays)}
                OR coalesce(r.reminded_at, r.escalated_at, r.submitted_at) <= ${since(requestReminderDays)}
                -- Approvals no longer count, and one who gave them was not told of it (lib/requests/answer-notices.ts).
                OR r.round > 1 AND EXISTS (
                     SELECT FROM (SELECT d.round, d.answer FROM decision d WHERE d.request_id = r.id AND d.round < r.round ORDER BY d.round DESC, d.decided_at DESC LIMIT 1) lost
                      WHERE lost.answer = 'approve'
                        AND EXISTS (
                              SELECT FROM decision g
                               WHERE g.request_id = r.id AND g.round = lost.round AND g.answer = 'approve'
                                 AND NOT EXISTS (SELECT FROM notification n WHERE n.person_id = g.reviewer_id AND n.occasion = 'request approvals lost ' || r.id || ' ' || lost.round)))
                -- Nobody whom its stages name by role or in person is left: groups are looked at with the plan.
                OR r.escalated_at IS NULL AND r.asks_groups = '{}' AND NOT EXISTS (
                     SELECT FROM person p
                      WHERE p.deactivated_at IS NULL AND p.id <> r.requester_id AND p.id IS DISTINCT FROM s.owner_id AND NOT 'auditor' = ANY (p.roles)
                        AND (p.id = ANY (r.asks_people) OR p.roles && '{reviewer,admin}'::"Role"[] AND p.roles && r.asks_roles)))
            OR coalesce((r.plan ->> 'judgedAt')::timestamptz, '-infinity') <= ${new Date(now.getTime() - planAgeHours * 60 * 60 * 1000)})
     ORDER BY r.id LIMIT ${size}`;
}
