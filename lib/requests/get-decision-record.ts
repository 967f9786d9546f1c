import { z } from 'zod';
import { answers } from '@/lib/domain/request';
import { decisionRecordSchema, type DecisionRecord } from '@/lib/domain/decision-record';
import { judge, judgeOnRequest, roleStandings } from '@/lib/domain/verdict';
import { requireVerdict } from '@/lib/gate/command';
import { query } from '@/lib/gate/query';
import { readSiteRelations } from '@/lib/sites/load-site';
import { readBody } from './decision-record';
import { readTies } from './load-request';
import { readPlaces } from './read-places';
import { visibleRequests, whereVisible } from './visible-requests';

const otherShape = z.object({ id: z.uuid(), reviewer: z.string(), answer: z.enum(answers), stage: z.string(), decidedAt: z.iso.datetime() });

export const decisionRecordShape = z.object({
  requestId: z.uuid(),
  record: decisionRecordSchema,
  /** SHA-256 of the record's canonical JSON (RFC 8785), and whether the stored text still has it. */
  digest: z.string(),
  isIntact: z.boolean(),
  /** False: what is known of other people's cases was left out for whoever reads this, so it is not the text of the digest. */
  isWhole: z.boolean(),
  /** Every recorded answer to this request, oldest first. */
  decisions: z.array(otherShape),
});
export type DecisionRecordView = z.infer<typeof decisionRecordShape>;

/** What was seen when a request was decided: of the last answer, unless another one is named. */
export const getDecisionRecord = query({
  name: 'request.get_record',
  input: z.strictObject({ requestId: z.uuid(), decisionId: z.uuid().optional() }),
  // Whether this record may be seen hangs on the request; anybody signed in may ask.
  may: (actor) => judge('request.list', roleStandings(actor)),
  visible: visibleRequests,
  load: async ({ prisma }, { requestId, decisionId }, visible, { actor, now }): Promise<DecisionRecordView | null> => {
    const request = await prisma.request.findFirst({
      where: { AND: [{ id: requestId }, await whereVisible(prisma, visible, now)] },
      select: { id: true, kind: true, state: true, asksRoles: true, asksPeople: true, asksGroups: true, requesterId: true, proposedOwnerId: true, site: { select: { id: true, ownerId: true, successorId: true } } },
    });
    if (request === null) return null;
    const relations = {
      ...(await readSiteRelations(prisma, request.site, actor)),
      requesterId: request.requesterId,
      proposedOwnerId: request.proposedOwnerId,
      ...(await readTies(prisma, request, await readPlaces(prisma, actor, now))),
    };
    requireVerdict(judgeOnRequest('request.get_record', actor, relations));
    const decisions = await prisma.decision.findMany({
      where: { requestId, record: { isNot: null } },
      select: { id: true, answer: true, stage: true, decidedAt: true, reviewer: { select: { name: true } } },
      orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
    });
    const chosen = decisionId === undefined ? decisions.at(-1) : decisions.find(({ id }) => id === decisionId);
    if (chosen === undefined) return null;
    const stored = await prisma.decisionRecord.findUniqueOrThrow({ where: { decisionId: chosen.id }, select: { body: true, digest: true } });
    const { record, isIntact } = readBody(stored);
    const isWhole = judge('site.get_record', roleStandings(actor)).allowed;
    return {
      requestId,
      record: isWhole ? record : withoutPrecedents(record),
      digest: stored.digest,
      isIntact,
      isWhole,
      decisions: decisions.map(({ id, answer, stage, decidedAt, reviewer }) => ({ id, answer, stage, decidedAt: decidedAt.toISOString(), reviewer: reviewer.name })),
    };
  },
});

function withoutPrecedents(record: DecisionRecord): DecisionRecord {
  return { ...record, seen: { ...record.seen, precedents: null } };
}
