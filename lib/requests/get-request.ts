import { z } from 'zod';
import { judge, judgeOnRequest, roleStandings, type RequestRelations, type Subject } from '@/lib/domain/verdict';
import { isOpen, namedAudienceSchema, wideningProposalSchema } from '@/lib/domain/request';
import type { Prisma } from '@/lib/db/generated/client';
import type { Reader } from '@/lib/db/client';
import { notFound } from '@/lib/gate/command';
import { query } from '@/lib/gate/query';
import { readSite } from '@/lib/sites/get-site';
import { readSiteRelations } from '@/lib/sites/load-site';
import { gainingOf, namedDiff, readAudienceNow } from './audience-diff';
import { readTies } from './load-request';
import { readChanges } from './read-changes';
import { readOpenPart, type Known, type OpenPart } from './read-open-part';
import { readComments, readDecisions, type CommentRow, type DecisionRow } from './read-exchange';
import { readPlaces } from './read-places';
import { revisedSince } from './read-revision';
import { requestActions } from './request-actions';
import { requestInclude, toRequestSummary } from './request-row';
import type { RequestDetail } from './request-shape';
import { visibleRequests, whereVisible } from './visible-requests';

const detailInclude = { ...requestInclude, site: true } as const satisfies Prisma.RequestInclude;

export type DetailRow = Prisma.RequestGetPayload<{ include: typeof detailInclude }> & { decisions: DecisionRow[]; comments: CommentRow[] };

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

type Reading = {
  /** With the whole Site, for whoever may see it. */
  withSite?: boolean;
  known?: Known;
};

/** Reads a request that is known to be visible. */
export async function readRequest(db: Reader, requestId: string, actor: Subject, now: Date, reading?: Reading): Promise<RequestDetail> {
  return (await readWithOpenPart(db, requestId, actor, now, reading)).request;
}

/** The same with what was worked out for it while it waits. */
export async function readWithOpenPart(db: Reader, requestId: string, actor: Subject, now: Date, { withSite = true, known }: Reading = {}): Promise<{ request: RequestDetail; open: OpenPart | null }> {
  const [found, decisions, comments, places, audienceNow] = await Promise.all([
    db.request.findUnique({ where: { id: requestId }, include: detailInclude }),
    readDecisions(db, requestId),
    readComments(db, requestId),
    readPlaces(db, actor, now),
    readAudienceNow(db, requestId),
  ]);
  if (found === null) throw notFound();
  const row = { ...found, decisions, comments };
  const [siteRelations, ties, open, changedSince] = await Promise.all([
    readSiteRelations(db, row.site, actor),
    readTies(db, row, places),
    readOpenPart(db, row, { places, audienceNow }, now, known),
    readChanges(db, row),
  ]);
  const relations: RequestRelations = { ...siteRelations, requesterId: row.requesterId, proposedOwnerId: row.proposedOwnerId, ...ties };
  const seesSite = withSite && (judge('site.get', roleStandings(actor)).allowed || relations.ownerId === actor.personId || relations.isProposedOwner || judgeOnRequest('request.decide_widening', actor, relations).allowed);
  const request = {
    ...toRequestSummary(row),
    before: row.before,
    audienceDiff: row.kind === 'widening' || row.kind === 're_review' ? audienceDiff(row, open) : null,
    decisions: decisionsOf(row, open),
    actions: requestActions(row, actor, relations, open?.view ?? null),
    siteDetail: seesSite ? await readSite(db, row.siteId, actor, now) : null,
    pin: open?.pin ?? null,
    plan: open?.view ?? null,
    changedSince,
    revised: row.kind === 'widening' && isOpen(row.state) ? revisedSince(row.decisions, row.proposal) : null,
    comments: comments.map(({ id, author, text, createdAt }) => ({ id, author, text, createdAt: createdAt.toISOString() })),
  };
  return { request, open };
}

/** Who would get in: against today's audience while the request is open, as it was recorded once it is closed. */
function audienceDiff(row: DetailRow, open: OpenPart | null): RequestDetail['audienceDiff'] {
  const { audience: after, gains } = wideningProposalSchema.parse(row.proposal);
  const measured = open?.measured ?? null;
  const counted = measured === null ? { gains: open === null ? gains : 0, gaining: [], departments: [] } : gainingOf(measured);
  return { ...namedDiff(namedAudienceSchema.parse(row.before), after), ...counted };
}

function decisionsOf(row: DetailRow, open: OpenPart | null): RequestDetail['decisions'] {
  const counted = new Set(open?.counted ?? []);
  return row.decisions.map(({ id, reviewer, answer, note, requestRevision, siteRevision, decidedAt, stage, round, onBehalfOf, hasRecord }) => ({
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
    gains: open?.gaining.has(reviewer.id) ?? false,
    hasRecord,
  }));
}
