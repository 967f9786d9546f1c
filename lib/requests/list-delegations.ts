import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import { query } from '@/lib/gate/query';
import { personShape } from '@/lib/sites/site-shape';

const delegationStates = ['planned', 'active', 'ended'] as const;

export const delegationShape = z.object({
  id: z.uuid(),
  /** Whose decisions, and who makes them instead. */
  from: personShape,
  to: personShape,
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  reason: z.string(),
  state: z.enum(delegationStates),
  /** When it was ended before its time. */
  revokedAt: z.iso.datetime().nullable(),
});
export type DelegationView = z.infer<typeof delegationShape>;
export const delegationListShape = z.object({ items: z.array(delegationShape) });

const person = { select: { id: true, name: true, email: true } } as const;
const shown = 200;

type Row = { id: string; from: DelegationView['from']; to: DelegationView['to']; startsAt: Date; endsAt: Date; reason: string; revokedAt: Date | null };

/** Who decides in whose place: one's own, in either direction; admins and auditors see all. The latest end first. */
export const listDelegations = query({
  name: 'delegation.list',
  input: z.strictObject({ state: z.enum(delegationStates).optional() }),
  may: (actor) => judge('delegation.list', roleStandings(actor)),
  visible: ({ personId, roles }) => (personId === null || roles.includes('admin') || roles.includes('auditor') ? {} : { OR: [{ fromId: personId }, { toId: personId }] }),
  load: async ({ prisma }, { state }, visible, { now }): Promise<z.infer<typeof delegationListShape>> => {
    const rows = await prisma.delegation.findMany({ where: visible, include: { from: person, to: person }, orderBy: [{ endsAt: 'desc' }, { id: 'desc' }], take: shown });
    return { items: rows.map((row) => toView(row, now)).filter((view) => state === undefined || view.state === state) };
  },
});

export async function readDelegation(db: Reader, id: string, now: Date): Promise<DelegationView> {
  return toView(await db.delegation.findUniqueOrThrow({ where: { id }, include: { from: person, to: person } }), now);
}

function toView({ id, from, to, startsAt, endsAt, reason, revokedAt }: Row, now: Date): DelegationView {
  const state = revokedAt !== null || endsAt <= now ? 'ended' : startsAt > now ? 'planned' : 'active';
  return { id, from, to, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), reason, state, revokedAt: revokedAt?.toISOString() ?? null };
}
