import type { RequestPin } from '@/lib/domain/request-pin';
import type { Audience } from '@/lib/domain/audience';
import { isOpen, reReviewProposalSchema, wideningProposalSchema } from '@/lib/domain/request';
import type { Reader } from '@/lib/db/client';
import { measureChange, whoGains, withNames, type MeasuredChange } from '@/lib/people/measure-audience';
import { digestGaining } from '@/lib/people/people-gaining';
import { resolveChange } from '@/lib/people/resolve-change';
import { idsOf } from './audience-diff';
import type { DetailRow } from './get-request';
import type { Gain } from './load-gain';
import { ofKind } from './load-request';
import type { PlanView } from './plan-shape';
import { evidenceOf, planRequest, type PlannedRequest } from './plan-request';
import type { Places } from './read-places';
import { readPin } from './read-pin';
import { viewPlan } from './view-plan';

const namesShown = 100;

/** What of a request there is only while it waits: its plan as of now, what an answer is pinned to, whom it would let in. */
export type OpenPart = {
  view: PlanView;
  pin: RequestPin;
  /** Null for what lets nobody in. */
  measured: MeasuredChange | null;
  /** Whose answers count, by id. */
  counted: string[];
  /** Which of those who may answer, or have answered, would gain access. */
  gaining: ReadonlySet<string>;
};

/** What was worked out a moment ago in the same transaction, so that it isn't once more. `gain`: of a widening, counted without names. */
export type Known = { planned: PlannedRequest; pin: RequestPin; gain: Pick<Gain, 'change' | 'measured'> | null };

/** What is read beside the request: for whom whoever looks may answer, and who may open the Site today. */
export type Around = { places: Places | null; audienceNow: Audience };

/** Null for transfers, which one person answers, and for what is closed. */
export async function readOpenPart(db: Reader, row: DetailRow, { places, audienceNow }: Around, now: Date, known?: Known): Promise<OpenPart | null> {
  if (!isOpen(row.state) || row.kind === 'transfer') return null;
  const { siteId, round, escalatedAt } = row;
  const request = { id: row.id, revision: row.revision, requesterId: row.requesterId, ...ofKind(row), siteId, ownerId: row.site.ownerId, round, escalatedAt };
  const proposed = audienceGivenBy(row);
  const gain = known?.gain ?? null;
  const change = gain?.change ?? (proposed === null ? null : await resolveChange(db, { before: audienceNow, after: proposed, ownerId: request.ownerId }));
  // Counting takes longest: what the policies ask besides is read meanwhile.
  const counting = change === null ? null : gain === null ? measureChange(db, change, { shown: namesShown }) : withNames(db, change, gain.measured, namesShown);
  const [measured, planned] = await Promise.all([counting, known?.planned ?? planRequest(db, request, now, counting)]);
  const asked = [...planned.plan.stages.flatMap(({ eligible }) => [...eligible]), ...row.decisions.map(({ reviewer }) => reviewer.id)];
  const among = change === null ? Promise.resolve(new Set<string>()) : whoGains(db, change, asked);
  const [gaining, view, pin] = await Promise.all([among, viewPlan(db, planned, evidenceOf(request), places, among), known?.pin ?? pinned()]);
  return {
    view,
    pin,
    measured,
    counted: planned.plan.stages.flatMap(({ given }) => given.map(({ reviewerId }) => reviewerId)),
    gaining,
  };

  async function pinned(): Promise<RequestPin> {
    return readPin(db, { ...request, gains: measured?.gains ?? 0, gaining: change === null ? '' : await digestGaining(db, change) });
  }
}

/** The audience that an approval would give; null where it gives none. A re-review only gives back what it took away, as long as nobody has decided since. */
function audienceGivenBy({ kind, proposal, site }: DetailRow): Audience | null {
  if (kind === 'widening') return idsOf(wideningProposalSchema.parse(proposal).audience);
  if (kind !== 're_review') return null;
  const { narrowed, audience } = reReviewProposalSchema.parse(proposal);
  return narrowed && site.audience === 'admins_only' ? idsOf(audience) : null;
}
