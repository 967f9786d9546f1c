import { z } from 'zod';
import { judge, judgeOnRequest, roleStandings, type RequestRelations, type Subject } from '@/lib/domain/verdict';
import { isOpen, namedAudienceSchema, reReviewProposalSchema, wideningProposalSchema } from '@/lib/domain/request';
import type { Prisma } from '@/lib/db/generated/client';
import type { Reader } from '@/lib/db/client';
import { notFound } from '@/lib/gate/command';
import { query } from '@/lib/gate/query';
import { readSite } from '@/lib/sites/get-site';
import { readSiteRelations } from '@/lib/sites/load-site';
import { describeGaining, namedDiff, readGaining } from './audience-diff';
import { isAsked } from './load-request';
import { readChanges } from './read-changes';
import { readOpenPart, type OpenPart } from './read-open-part';
import { readPlaces, type Places } from './read-places';
import { revisedSince } from './read-revision';
import { requestActions } from './request-actions';
import { requestInclude, toRequestSummary } from './request-row';
import type { RequestDetail } from './request-shape';
import { visibleRequests, whereVisible } from './visible-requests';

const person = { select: { id: true, name: true, email: true } } as const;

const detailInclude = {
  ...requestInclude,
  site: true,
  decisions: { include: { reviewer: person, onBehalfOf: person, record: { select: { decisionId: true } } }, orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }] },
  comments: { include: { author: person }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.RequestInclude;

export type DetailRow = Prisma.RequestGetPayload<{ include: typeof detailInclude }>;

/** One request, with everything a decision rests on. */
export const getRequest = query({
  name: 'request.get',
  input: z.strictObject({ requestId: z.uuid() }),
  may: (actor) => judge('request.list', roleStandings(actor)),
  visible: visibleRequests,
  load: async ({ prisma }, { requestId }, visible, { actor, now }) => {
    const found = await prisma.request.findFirst({ where: { AND: [{ id: requestId }, await whereVisible(prisma, visible, now)] }, select: { id: true } });
    return found === null ? null : readRequest(prisma, found.id, actor, now);
  },
});

/** Reads a request that is known to be visible; with the whole Site unless told otherwise, for whoever may see it. */
export async function readRequest(db: Reader, requestId: string, actor: Subject, now: Date, { withSite = true } = {}): Promise<RequestDetail> {
  const row = await db.request.findUnique({ where: { id: requestId }, include: detailInclude });
  if (row === null) throw notFound();
  const places = await readPlaces(db, actor, now);
  const relations: RequestRelations = {
    ...(await readSiteRelations(db, row.site, actor)),
    requesterId: row.requesterId,
    proposedOwnerId: row.proposedOwnerId,
    isAsked: await isAsked(db, requestId, places),
  };
  const gaining = isOpen(row.state) && bringsAccess(row) ? await gainingOf(db, row) : [];
  const open = await readOpenPart(db, row, places, gaining, now);
  const seesSite = withSite && (judge('site.get', roleStandings(actor)).allowed || relations.ownerId === actor.personId || relations.isProposedOwner || judgeOnRequest('request.decide_widening', actor, relations).allowed);
  return {
    ...toRequestSummary(row),
    before: row.before,
    audienceDiff: row.kind === 'widening' || row.kind === 're_review' ? await audienceDiff(db, row, gaining) : null,
    decisions: decisionsOf(row, open, new Set(gaining)),
    actions: requestActions(row, actor, relations, open?.view ?? null),
    siteDetail: seesSite ? await readSite(db, row.siteId, actor, now) : null,
    pin: open?.pin ?? null,
    plan: open?.view ?? null,
    changedSince: await readChanges(db, row),
    revised: row.kind === 'widening' && isOpen(row.state) ? revisedSince(row.decisions, row.proposal) : null,
    comments: row.comments.map(({ id, author, text, createdAt }) => ({ id, author, text, createdAt: createdAt.toISOString() })),
  };
}

/** Whether an approval lets anybody in: a re-review only gives back what it took away, as long as nobody has decided since. */
function bringsAccess({ kind, proposal, site }: DetailRow): boolean {
  return kind === 'widening' || (kind === 're_review' && reReviewProposalSchema.parse(proposal).narrowed && site.audience === 'admins_only');
}

function gainingOf(db: Reader, row: DetailRow): Promise<string[]> {
  return readGaining(db, namedAudienceSchema.parse(row.before), wideningProposalSchema.parse(row.proposal).audience, row.site.ownerId);
}

/** Who would get in: against today's audience while the request is open, as it was recorded once it is closed. */
async function audienceDiff(db: Reader, row: DetailRow, gaining: readonly string[]): Promise<RequestDetail['audienceDiff']> {
  const before = namedAudienceSchema.parse(row.before);
  const { audience: after, gains } = wideningProposalSchema.parse(row.proposal);
  const diff = namedDiff(before, after);
  return isOpen(row.state) ? { ...diff, ...(await describeGaining(db, gaining)) } : { ...diff, gains, gaining: [], departments: [] };
}

function decisionsOf(row: DetailRow, open: OpenPart | null, gaining: ReadonlySet<string>): RequestDetail['decisions'] {
  const counted = new Set(open?.counted ?? []);
  return row.decisions.map(({ id, reviewer, answer, note, requestRevision, siteRevision, decidedAt, stage, round, onBehalfOf, record }) => ({
    id,
    reviewer,
    decision: answer,
    note,
    requestRevision,
    siteRevision,
    decidedAt: decidedAt.toISOString(),
    stage,
    round,
    counts: open === null ? round === row.round : round === row.round && counted.has(reviewer.id),
    onBehalfOf,
    gains: gaining.has(reviewer.id),
    hasRecord: record !== null,
  }));
}
