import { z } from 'zod';
import { decideOperation } from '@/lib/domain/decide-operation';
import { judge, judgeOnRequest, roleStandings, type RequestRelations, type Subject } from '@/lib/domain/verdict';
import { isOpen, namedAudienceSchema, wideningProposalSchema } from '@/lib/domain/request';
import type { Reader } from '@/lib/db/client';
import { notFound } from '@/lib/gate/command';
import { query } from '@/lib/gate/query';
import { gainedBy, resolveAudience } from '@/lib/people/resolve-audience';
import { readSite } from '@/lib/sites/get-site';
import { readSiteRelations } from '@/lib/sites/load-site';
import { requestInclude, toRequestSummary, type RequestRow } from './request-row';
import type { RequestDetail } from './request-shape';
import { visibleRequests } from './visible-requests';

const namesShown = 100;
const person = { id: true, name: true, email: true } as const;

/** One request, with everything a decision rests on. */
export const getRequest = query({
  name: 'request.get',
  input: z.strictObject({ requestId: z.uuid() }),
  may: (actor) => judge('request.list', roleStandings(actor)),
  visible: visibleRequests,
  load: async ({ prisma }, { requestId }, visible, { actor, now }) => {
    const found = await prisma.request.findFirst({ where: { AND: [{ id: requestId }, visible] }, select: { id: true } });
    return found === null ? null : readRequest(prisma, found.id, actor, now);
  },
});

/** Reads a request that is known to be visible. */
export async function readRequest(db: Reader, requestId: string, actor: Subject, now: Date): Promise<RequestDetail> {
  const row = await db.request.findUnique({
    where: { id: requestId },
    include: {
      ...requestInclude,
      site: true,
      decisions: {
        include: { reviewer: { select: person }, onBehalfOf: { select: person }, record: { select: { decisionId: true } } },
        orderBy: { decidedAt: 'asc' },
      },
      comments: { include: { author: { select: person } }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
    },
  });
  if (row === null) throw notFound();
  const siteRelations = await readSiteRelations(db, row.site, actor);
  const relations: RequestRelations = { ...siteRelations, requesterId: row.requesterId, proposedOwnerId: row.proposedOwnerId, isAsked: false };
  return {
    ...toRequestSummary(row),
    before: row.before,
    audienceDiff: row.kind === 'widening' ? await audienceDiff(db, row) : null,
    decisions: row.decisions.map(({ id, reviewer, answer, note, requestRevision, siteRevision, decidedAt, stage, round, onBehalfOf, record }) => ({
      id,
      reviewer,
      decision: answer,
      note,
      requestRevision,
      siteRevision,
      decidedAt: decidedAt.toISOString(),
      stage,
      round,
      counts: isOpen(row.state) && round === row.round,
      onBehalfOf,
      gains: false,
      hasRecord: record !== null,
    })),
    actions: actionsOf(row, actor, relations),
    siteDetail: judge('site.get', roleStandings(actor)).allowed || relations.ownerId === actor.personId || relations.isProposedOwner
      ? await readSite(db, row.siteId, actor, now)
      : null,
    pin: null,
    plan: null,
    changedSince: [],
    revised: null,
    comments: row.comments.map(({ id, author, text, createdAt }) => ({ id, author, text, createdAt: createdAt.toISOString() })),
  };
}

function actionsOf(row: RequestRow, actor: Subject, relations: RequestRelations): RequestDetail['actions'] {
  const closed = isOpen(row.state) ? null : 'This request is closed.';
  const waits = row.state === 'changes_requested' ? 'Changes were asked for; the request waits for its revision.' : closed;
  const action = (name: Parameters<typeof judgeOnRequest>[0], state: string | null): { allowed: boolean; reason: string | null } => {
    const verdict = judgeOnRequest(name, actor, relations);
    const reason = verdict.allowed ? state : verdict.reason;
    return { allowed: reason === null, reason };
  };
  const revisable = row.state === 'changes_requested' && row.requesterId === actor.personId;
  return {
    decide: action(decideOperation(row.kind), waits),
    withdraw: action('request.withdraw', closed),
    revise: {
      allowed: revisable,
      reason: revisable ? null : 'Only the person who made a request that came back for changes can revise it.',
    },
    comment: action('request.comment', null),
    claim: action('request.claim', closed),
    release: action('request.claim', row.claimedById === null ? 'Nobody has taken it on.' : closed),
    handOver: action('request.claim', closed),
    addEvidence: action('request.add_evidence', closed),
  };
}

/** Who would get in: against today's audience while the request is open, as it was recorded once it is closed. */
async function audienceDiff(db: Reader, row: RequestRow & { site: { ownerId: string | null } }): Promise<RequestDetail['audienceDiff']> {
  const before = namedAudienceSchema.parse(row.before);
  const { audience: after, gains } = wideningProposalSchema.parse(row.proposal);
  const without = <Entry extends { id: string }>(list: Entry[], other: Entry[]): Entry[] =>
    list.filter(({ id }) => other.every((entry) => entry.id !== id));
  const diff = {
    from: before.mode,
    to: after.mode,
    addedPeople: without(after.people, before.people),
    removedPeople: without(before.people, after.people),
    addedGroups: without(after.groups, before.groups),
    removedGroups: without(before.groups, after.groups),
    gains,
    gaining: [],
    departments: [],
  };
  if (!isOpen(row.state)) return diff;
  const ids = (audience: typeof before) => ({
    mode: audience.mode,
    people: audience.people.map(({ id }) => id),
    groups: audience.groups.map(({ id }) => id),
  });
  const now = await resolveAudience(db, ids(before), row.site.ownerId);
  const then = await resolveAudience(db, ids(after), row.site.ownerId);
  const gained = await gainedBy(db, now, then);
  const gaining = await db.person.findMany({
    where: { id: { in: gained } },
    select: { id: true, name: true, email: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: namesShown,
  });
  return { ...diff, gains: gained.length, gaining };
}
