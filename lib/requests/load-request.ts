import type { RequestRelations } from '@/lib/domain/verdict';
import type { Evidence } from '@/lib/domain/evidence';
import type { RequestFacts } from '@/lib/domain/request-decisions';
import type { DecidableKind } from '@/lib/domain/decide-operation';
import { isOpen, renewalProposalSchema, reReviewProposalSchema, transferProposalSchema, wideningProposalSchema, type NamedAudience, type RequestKind, type RequestState } from '@/lib/domain/request';
import type { Reader, Tx } from '@/lib/db/client';
import type { Context } from '@/lib/gate/command';
import { readTimeline } from '@/lib/audit/read-timeline';
import type { SiteFacts } from '@/lib/domain/site';
import { lockSite, type LoadedSite } from '@/lib/sites/load-site';
import { isMove, moveText } from './read-changes';
import { readPlaces, type Places } from './read-places';
import { restoredAudience } from './restored-audience';

export type LoadedRequest = LoadedSite & {
  request: RequestFacts;
  /** Answers count for one round only. */
  round: number;
  submittedAt: Date;
  dueAt: Date | null;
  remindedAt: Date | null;
  escalatedAt: Date | null;
  requestRelations: RequestRelations;
  /** As whom the actor may be asked; null for the system. */
  places: Places | null;
  claimedBy: { id: string; name: string } | null;
};

/** Locks a request and its Site, in the order that every command keeps: Site, then request. */
export async function lockRequest(tx: Tx, requestId: string, { actor, now }: Context): Promise<LoadedRequest | null> {
  const known = await tx.request.findUnique({ where: { id: requestId }, select: { siteId: true } });
  if (known === null) return null;
  const loaded = await lockSite(tx, known.siteId, actor);
  if (loaded === null) return null;
  await tx.$queryRaw`SELECT 1 FROM request WHERE id = ${requestId}::uuid FOR UPDATE`;
  const row = await tx.request.findUniqueOrThrow({
    where: { id: requestId },
    include: { decisions: { orderBy: { decidedAt: 'desc' }, take: 1, include: { reviewer: { select: { name: true } } } }, claimedBy: { select: { id: true, name: true } } },
  });
  const places = await readPlaces(tx, actor, now);
  const common = {
    id: row.id,
    state: row.state,
    revision: row.revision,
    requesterId: row.requesterId,
    decidedBy: row.decisions[0]?.reviewer.name ?? null,
  };
  return {
    ...loaded,
    request: { ...common, ...(await restoring(tx, loaded.site, ofKind(row), row.createdAt)) },
    round: row.round,
    submittedAt: row.submittedAt,
    dueAt: row.dueAt,
    remindedAt: row.remindedAt,
    escalatedAt: row.escalatedAt,
    requestRelations: { ...loaded.relations, requesterId: row.requesterId, proposedOwnerId: row.proposedOwnerId, ...(await readTies(tx, row, places)) },
    places,
    claimedBy: row.claimedBy,
  };
}

type Asking = { id: string; kind: RequestKind; state: RequestState; asksRoles: string[]; asksPeople: string[]; asksGroups: string[] };

/** Whether one of its stages asks somebody, or they have answered it before; and whether it asked them once: what `tiedByStages` says, of one request. */
export async function readTies(db: Reader, asking: Asking, places: Places | null): Promise<Pick<RequestRelations, 'isAsked' | 'wasAsked'>> {
  if (places === null) return { isAsked: false, wasAsked: false };
  const me = { requestId: asking.id, personId: places.personId };
  const [asked, commented, isAskedNow] = await Promise.all([
    db.requestAsked.count({ where: me }),
    db.requestComment.count({ where: { requestId: me.requestId, authorId: me.personId } }),
    isAsked(db, asking, places),
  ]);
  return { isAsked: isAskedNow, wasAsked: asked + commented > 0 };
}

async function isAsked(db: Reader, { id, kind, state, ...asks }: Asking, places: Places): Promise<boolean> {
  const meet = (one: readonly string[], other: readonly string[]): boolean => one.some((entry) => other.includes(entry));
  const isOne = meet(asks.asksRoles, places.roles) || meet(asks.asksPeople, places.ids) || meet(asks.asksGroups, places.groups);
  if (kind !== 'transfer' && isOpen(state) && isOne) return true;
  return (await db.decision.count({ where: { requestId: id, OR: [{ reviewerId: places.personId }, { onBehalfOfId: places.personId }] } })) > 0;
}

/** A re-review with what approving it would bring back now; every other as it is. */
function restoring(tx: Tx, site: SiteFacts, request: ReturnType<typeof ofKind>, createdAt: Date): Promise<typeof request> | typeof request {
  if (request.kind !== 're_review') return request;
  return restoredAudience(tx, site, { proposal: request.proposal, createdAt }).then((restores) => ({ ...request, restores }));
}

type ReReviewKind = Kind<'re_review'> & { restores: NamedAudience | null };
type Kind<Name extends DecidableKind> = Pick<Extract<RequestFacts, { kind: Name }>, 'kind' | 'proposal'>;

export function ofKind({ kind, proposal, reason }: { kind: RequestKind; proposal: unknown; reason: string }): Kind<'widening'> | Kind<'transfer'> | (Kind<'renewal'> & { reason: string }) | ReReviewKind {
  switch (kind) {
    case 'widening':
      return { kind, proposal: wideningProposalSchema.parse(proposal) };
    case 'transfer':
      return { kind, proposal: transferProposalSchema.parse(proposal) };
    case 'renewal':
      return { kind, proposal: renewalProposalSchema.parse(proposal), reason };
    case 're_review':
      return { kind, proposal: reReviewProposalSchema.parse(proposal), restores: null };
    default:
      throw new TypeError(`requests of the kind ${kind} are not decided yet`);
  }
}

/** What moved a request on since the revision that somebody saw, as sentences: newest first, five at most. */
export async function changedSince(tx: Tx, siteId: string, steps: number): Promise<string[]> {
  if (steps <= 0) return [];
  const events = await readTimeline(tx, siteId);
  return events.filter(isMove).slice(0, Math.min(steps, 5)).map(moveText);
}

/** Those whom a proposal would add and who have left since, by name. Who is named today already adds nobody. */
export async function departedOf(tx: Tx, site: SiteFacts, request: RequestFacts): Promise<string[]> {
  if (request.kind === 'renewal') return [];
  const named = new Set(site.audience.people.map(({ id }) => id));
  const people = request.kind === 'transfer' ? [request.proposal.to] : request.proposal.audience.people.filter(({ id }) => !named.has(id));
  const gone = await tx.person.findMany({
    where: { id: { in: people.map(({ id }) => id) }, deactivatedAt: { not: null } },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  return gone.map(({ name }) => name);
}

/** The open request of a kind on a Site, or null. */
export async function findOpenRequest(tx: Tx, siteId: string, kind: DecidableKind) {
  return tx.request.findFirst({
    where: { siteId, kind, state: { in: ['pending', 'changes_requested'] } },
    select: { id: true, state: true, revision: true, requesterId: true },
  });
}

/** The evidence that stands in an open request; none where there is no request. */
export async function openEvidence(tx: Tx, open: { id: string } | null): Promise<Evidence[]> {
  if (open === null) return [];
  const { proposal } = await tx.request.findUniqueOrThrow({ where: { id: open.id }, select: { proposal: true } });
  return wideningProposalSchema.parse(proposal).evidence;
}
