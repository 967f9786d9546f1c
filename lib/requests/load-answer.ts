import type { Staged } from '@/lib/domain/answer-request';
import { noJudgement } from '@/lib/domain/judge-policies';
import { noNewcomers, type Newcomers } from '@/lib/domain/newcomers';
import type { PolicyJudgement } from '@/lib/domain/policy-judgement';
import type { Tx } from '@/lib/db/client';
import type { Context } from '@/lib/gate/command';
import { judgeRequest } from './judge-request';
import { gainOf, newcomersTo, type Gain } from './load-gain';
import { changedSince, departedOf, type LoadedRequest } from './load-request';
import { planRequest, type PlannedRequest } from './plan-request';
import { readPin } from './read-pin';

/** Everything that one answer is decided on. */
export type LoadedAnswer = LoadedRequest & {
  changedSince: string[];
  departed: string[];
  gains: number;
  /** Who they are; null where nobody is let in. */
  gain: Gain | null;
  newcomers: Newcomers;
  /** What the policies say of it now; nothing where it is closed or has moved on. */
  judgement: PolicyJudgement;
  staged: Staged | null;
  planned: PlannedRequest | null;
};

/** Reads what an answer to a locked request rests on, as it is now: policies, people, groups, the Site. */
export async function loadAnswer(tx: Tx, loaded: LoadedRequest, { revision }: { revision: number }, { now }: Pick<Context, 'now'>): Promise<LoadedAnswer> {
  const { site, request, round, escalatedAt, places } = loaded;
  // What is closed or has moved on is refused whatever the rest says, and those who race wait for each other's locks.
  if (request.state !== 'pending' || request.revision !== revision) {
    const moved = request.state === 'pending' ? await changedSince(tx, site.id, request.revision - revision) : [];
    return { ...loaded, changedSince: moved, departed: [], gains: 0, gain: null, newcomers: noNewcomers, judgement: noJudgement(), staged: null, planned: null };
  }
  const gain = await gainOf(tx, site, request);
  const gains = gain?.measured.gains ?? 0;
  const common = {
    ...loaded,
    changedSince: [],
    departed: await departedOf(tx, site, request),
    gains,
    gain,
    newcomers: noNewcomers,
  };
  if (request.kind === 'transfer' || places === null) return { ...common, judgement: (await judgeRequest(tx, site.id, request, now)).judgement, staged: null, planned: null };
  const planned = await planRequest(tx, { ...request, siteId: site.id, ownerId: site.owner?.id ?? null, round, escalatedAt }, now, gain?.measured ?? null);
  const pin = await readPin(tx, { ...request, siteId: site.id, round, gains, gaining: gain?.digest ?? '' });
  const newcomers = await newcomersTo(tx, { requestId: request.id, round, answers: planned.facts.answers }, gain);
  const answerer = { personId: places.personId, decidesByRole: places.decidesByRole, inPlaceOf: places.inPlaceOf.map(({ id }) => id) };
  return { ...common, newcomers, judgement: planned.facts.judgement, planned, staged: { facts: planned.facts, plan: planned.plan, round, pin, answerer } };
}
