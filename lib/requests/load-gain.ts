import { noNewcomers, type Newcomers } from '@/lib/domain/newcomers';
import type { RequestFacts } from '@/lib/domain/request-decisions';
import type { RoundAnswer } from '@/lib/domain/request-plan';
import type { SiteFacts } from '@/lib/domain/site';
import { audienceOf } from '@/lib/domain/site-decisions';
import type { Tx } from '@/lib/db/client';
import { measureChange, type MeasuredChange } from '@/lib/people/measure-audience';
import { digestGaining, peopleGaining } from '@/lib/people/people-gaining';
import { resolveChange, type ResolvedChange } from '@/lib/people/resolve-change';
import { idsOf } from './audience-diff';

/** Whom an approval would let in who doesn't get in today. */
export type Gain = {
  change: ResolvedChange;
  /** The groups that the proposal names, without those nested in them. */
  groups: readonly string[];
  measured: MeasuredChange;
  digest: string;
};

/** Null for what lets nobody in: all but a widening, and a re-review that took access away. */
export async function gainOf(tx: Tx, site: SiteFacts, request: RequestFacts): Promise<Gain | null> {
  if (request.kind !== 'widening' && (request.kind !== 're_review' || request.restores === null)) return null;
  const after = idsOf(request.proposal.audience);
  const change = await resolveChange(tx, { before: audienceOf(site), after, ownerId: site.owner?.id ?? null });
  return { change, groups: after.groups, measured: await measureChange(tx, change, { shown: 0 }), digest: await digestGaining(tx, change) };
}

type Round = { requestId: string; round: number; answers: readonly RoundAnswer[] };

/**
 * Who would gain access now and would not have when the round was last approved. Each approval begins a new round or sees
 * nobody new, so the last one saw nobody whom an earlier one did not. Approvals of before this was kept go by number. Who
 * approved the whole workspace approved also whoever joins it: with each new colleague a second approval would come too late.
 */
export async function newcomersTo(tx: Tx, { requestId, round, answers }: Round, gain: Gain | null): Promise<Newcomers> {
  if (gain === null || answers.length === 0 || gain.change.to.everyone) return noNewcomers;
  const [found] = await tx.$queryRaw<Newcomers[]>`
    WITH newcomer AS MATERIALIZED (
      SELECT id FROM ${peopleGaining(gain.change)} id EXCEPT SELECT unnest(people) FROM request_gain WHERE request_id = ${requestId}::uuid
    ),
    named AS MATERIALIZED (
      SELECT g.name, nested_groups(ARRAY[g.id]) AS ids FROM people_group g WHERE g.id = ANY (${[...gain.groups]}::uuid[])
    ),
    joined AS MATERIALIZED (
      SELECT n.id, g.name FROM newcomer n JOIN named g ON EXISTS (SELECT FROM group_member m WHERE m.person_id = n.id AND m.group_id = ANY (g.ids))
    )
    SELECT (SELECT count(*)::int FROM newcomer) AS people,
           (SELECT count(*)::int FROM newcomer n WHERE NOT EXISTS (SELECT FROM joined j WHERE j.id = n.id)) AS others,
           (SELECT coalesce(json_agg(json_build_object('name', c.name, 'people', c.people) ORDER BY c.people DESC, c.name), '[]')
              FROM (SELECT name, count(*)::int AS people FROM joined GROUP BY name) c) AS groups
     WHERE EXISTS (SELECT FROM request_gain WHERE request_id = ${requestId}::uuid AND round = ${round})`;
  if (found !== undefined) return found;
  const more = Math.max(0, gain.measured.gains - Math.min(...answers.map(({ gains }) => gains)));
  return { people: more, groups: [], others: more };
}
