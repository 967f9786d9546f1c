import { NIL } from 'uuid';
import { z } from 'zod';
import { judge, roleStandings, type Subject } from '@/lib/domain/verdict';
import { requestKinds, requestStates } from '@/lib/domain/request';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { query } from '@/lib/gate/query';
import { pageSchema } from '@/lib/gate/page';
import { requestOrders, requestSorts } from './request-order';
import { requestInclude, toListedRequest } from './request-row';
import { requestSummaryShape, type RequestSummary } from './request-shape';
import { asksOneOf, readPlaces } from './read-places';
import { visibleRequests, whereVisible } from './visible-requests';
import type { Reader } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';

const listRequestsSchema = z.strictObject({
  /** One state or several, with commas between. */
  state: z
    .string()
    .max(200)
    .transform((text) => text.split(',').map((part) => part.trim()).filter((part) => part !== ''))
    .pipe(z.array(z.enum(requestStates)).max(requestStates.length))
    .optional(),
  kind: z.enum(requestKinds).optional(),
  /** A Site's id. */
  site: z.uuid().optional(),
  /** `me`: made by me. */
  requester: z.literal('me').optional(),
  /** `me`: what waits for my decision. */
  waitingFor: z.literal('me').optional(),
  /** What every policy in force called low risk when it was last asked: it may be decided together with others. */
  lowRisk: z.literal('true').optional(),
  /** `me`: what I have taken on. `nobody`: what nobody has. */
  claimed: z.enum(['me', 'nobody']).optional(),
  /** By when they were made (`-` for the newest first), the riskiest first, or by when no answer comes to mean no. */
  sort: z.enum(requestSorts).default('createdAt'),
  ...pageSchema,
});

export const requestListShape = z.object({ items: z.array(requestSummaryShape), next: z.string().nullable() });
export type RequestList = { items: RequestSummary[]; next: string | null };

/** Requests, oldest first unless asked otherwise: what has waited longest stands at the top. */
export const listRequests = query({
  name: 'request.list',
  input: listRequestsSchema,
  may: (actor) => judge('request.list', roleStandings(actor)),
  visible: visibleRequests,
  load: async ({ prisma }, { limit, cursor: cursorText, ...search }, visible, { actor, now }): Promise<RequestList> => {
    const binding = cursorBinding('requests', search);
    const order = requestOrders[search.sort];
    const cursor = readCursor(cursorText, binding, [order.kind, 'uuid']);
    const conditions: Prisma.RequestWhereInput[] = [await whereVisible(prisma, visible, now)];
    if (search.state !== undefined && search.state.length > 0) conditions.push({ state: { in: search.state } });
    if (search.kind !== undefined) conditions.push({ kind: search.kind });
    if (search.site !== undefined) conditions.push({ siteId: search.site });
    if (search.requester !== undefined) conditions.push({ requesterId: actor.personId ?? NIL });
    if (search.waitingFor !== undefined) conditions.push(await waitingFor(prisma, actor, now));
    if (search.lowRisk !== undefined) conditions.push({ isLowRisk: true });
    if (search.claimed !== undefined) conditions.push({ claimedById: search.claimed === 'nobody' ? null : (actor.personId ?? NIL) });
    if (cursor !== null) conditions.push(order.after(cursor.keys[0] ?? '', String(cursor.keys[1])));
    const rows = await prisma.request.findMany({
      where: { AND: conditions },
      include: requestInclude,
      orderBy: order.by,
      take: limit + 1,
    });
    const items = rows.slice(0, limit).map(toListedRequest);
    const last = items.at(-1);
    const next = rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [order.keyOf(last), last.id], backward: false }) : null;
    return { items, next };
  },
});

/** What somebody can decide: transfers offered to them, and what a stage asks them, unless it is their own, about a Site of theirs, or answered. */
export async function waitingFor(db: Reader, actor: Subject, now: Date): Promise<Prisma.RequestWhereInput> {
  const [places, answered] = await Promise.all([readPlaces(db, actor, now), readAnswered(db, actor)]);
  if (places === null) return { id: { in: [] } };
  const me = places.personId;
  const byStages: Prisma.RequestWhereInput = {
    AND: [asksOneOf(places)],
    id: { notIn: answered },
    requesterId: { not: me },
    site: { OR: [{ ownerId: null }, { ownerId: { not: me } }] },
  };
  return { state: 'pending', OR: [{ kind: 'transfer', proposedOwnerId: me }, byStages] };
}

/** The requests that somebody has answered in the round that they are in, or that was answered in their place. */
async function readAnswered(db: Reader, { personId }: Subject): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT r.id::text FROM request r JOIN decision d ON d.request_id = r.id AND d.round = r.round
     WHERE r.state = 'pending' AND ${personId}::uuid IN (d.reviewer_id, d.on_behalf_of_id)`;
  return rows.map(({ id }) => id);
}
