import { z } from 'zod';
import { enforcementAspects, enforcementStates, openEnforcementStates, type EnforcementState } from '@/lib/domain/enforcement';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import type { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { enforcementInclude, toEnforcementView } from './enforcement-row';
import type { EnforcementList } from './enforcement-shape';

/** One word or several, with commas between. */
function listOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z
    .string()
    .max(200)
    .transform((text) => text.split(',').map((part) => part.trim()).filter((part) => part !== ''))
    .pipe(z.array(z.enum(words)).max(words.length));
}

const listEnforcementsSchema = z.strictObject({
  /** Left out: everything that still waits for its proof. */
  state: listOf(enforcementStates).optional(),
  aspect: listOf(enforcementAspects).optional(),
  /** A Site's id. */
  site: z.uuid().optional(),
  ...pageSchema,
});

/** What decisions ask of the platform, oldest first: what has waited longest stands at the top. */
export const listEnforcements = query({
  name: 'enforcement.list',
  input: listEnforcementsSchema,
  may: (actor) => judge('enforcement.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { limit, cursor: cursorText, ...search }, _visible, { now }): Promise<EnforcementList> => {
    const binding = cursorBinding('enforcements', search);
    const cursor = readCursor(cursorText, binding, ['instant', 'uuid']);
    const states = search.state === undefined || search.state.length === 0 ? [...openEnforcementStates] : search.state;
    const conditions: Prisma.EnforcementWhereInput[] = [inStates(states, now)];
    if (search.aspect !== undefined && search.aspect.length > 0) conditions.push({ aspect: { in: search.aspect } });
    if (search.site !== undefined) conditions.push({ siteId: search.site });
    if (cursor !== null) {
      const [requestedAt, id] = [new Date(String(cursor.keys[0])), String(cursor.keys[1])];
      conditions.push({ requestedAt: { gte: requestedAt }, OR: [{ requestedAt: { gt: requestedAt } }, { id: { gt: id } }] });
    }
    const rows = await prisma.enforcement.findMany({
      where: { AND: conditions },
      include: enforcementInclude,
      orderBy: [{ requestedAt: 'asc' }, { id: 'asc' }],
      take: limit + 1,
    });
    const items = rows.slice(0, limit).map((row) => toEnforcementView(row, now));
    const last = items.at(-1);
    const next = rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.requestedAt, last.id], backward: false }) : null;
    return { items, next };
  },
});

/** As `stateAt` tells them. The first condition is the index's own. */
function inStates(states: readonly EnforcementState[], now: Date): Prisma.EnforcementWhereInput {
  const stored = new Set(states);
  if (stored.has('unconfirmed')) stored.add('requested');
  const isWithin: Prisma.EnforcementWhereInput = { state: { in: [...stored] } };
  const [asked, overdue] = [states.includes('requested'), states.includes('unconfirmed')];
  return asked === overdue ? isWithin : { ...isWithin, OR: [{ state: { not: 'requested' } }, { overdueAt: asked ? { gt: now } : { lte: now } }] };
}

/** How many decisions of each state are not true on the platform yet, as far as anybody knows. */
export const countEnforcements = query({
  name: 'enforcement.list',
  input: z.strictObject({}),
  may: (actor) => judge('enforcement.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, _input, _visible, { now }): Promise<Record<(typeof openEnforcementStates)[number], number>> => {
    const of = (state: EnforcementState): Promise<number> => prisma.enforcement.count({ where: inStates([state], now) });
    const [requested, unconfirmed, failed] = await Promise.all([of('requested'), of('unconfirmed'), of('failed')]);
    return { requested, unconfirmed, failed };
  },
});
