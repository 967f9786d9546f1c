import { z } from 'zod';
import { proposalReasons } from '@/lib/domain/owner-proposal';
import { quarantineReasons, siteStates } from '@/lib/domain/site';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { personShape } from '@/lib/sites/site-shape';
import { readProposals } from './read-proposals';

const at = z.iso.datetime();

export const quarantinedShape = z.object({
  site: z.object({ id: z.uuid(), slug: z.string(), title: z.string(), state: z.enum(siteStates), revision: z.int(), url: z.string().nullable() }),
  reason: z.enum(quarantineReasons),
  since: at,
  owner: personShape.extend({ active: z.boolean() }).nullable(),
  department: z.string().nullable(),
  /** Who could own it, and from what the record has; null: nothing is known. */
  proposal: z.object({ person: personShape, reason: z.enum(proposalReasons) }).nullable(),
});
export type Quarantined = z.infer<typeof quarantinedShape>;
export const quarantineListShape = z.object({ items: z.array(quarantinedShape), total: z.int(), next: z.string().nullable() });

/** The Sites that nobody answers for, longest waiting first, each with who could. */
export const listQuarantine = query({
  name: 'quarantine.list',
  input: z.strictObject({ reason: z.enum(quarantineReasons).optional(), ...pageSchema }),
  may: (actor) => judge('quarantine.list', roleStandings(actor)),
  visible: () => null,
  load: async ({ prisma }, { limit, cursor: cursorText, ...search }): Promise<z.infer<typeof quarantineListShape>> => {
    const binding = cursorBinding('quarantine', search);
    const cursor = readCursor(cursorText, binding, ['instant', 'uuid']);
    const queue = { quarantinedAt: { not: null }, state: { not: 'retired' as const }, ...(search.reason === undefined ? {} : { quarantineReason: search.reason }) };
    const since = cursor === null ? null : new Date(String(cursor.keys[0]));
    const rows = await prisma.site.findMany({
      where: { AND: [queue, since === null ? {} : { quarantinedAt: { gte: since }, OR: [{ quarantinedAt: { gt: since } }, { id: { gt: String(cursor?.keys[1]) } }] }] },
      orderBy: [{ quarantinedAt: 'asc' }, { id: 'asc' }],
      take: limit + 1,
      include: { owner: { select: { id: true, name: true, email: true, deactivatedAt: true } }, department: { select: { name: true } } },
    });
    const proposals = await readProposals(prisma, rows.map(({ id }) => id));
    const items = rows.slice(0, limit).flatMap((row): Quarantined[] => {
      if (row.quarantinedAt === null || row.quarantineReason === null) return [];
      const { id, slug, title, state, revision, owner } = row;
      const proposal = proposals.get(id);
      return [
        {
          site: { id, slug, title, state, revision, url: row.liveUrl ?? row.expectedUrl },
          reason: row.quarantineReason,
          since: row.quarantinedAt.toISOString(),
          owner: owner === null ? null : { id: owner.id, name: owner.name, email: owner.email, active: owner.deactivatedAt === null },
          department: row.department?.name ?? null,
          proposal: proposal === undefined ? null : { person: { id: proposal.person.id, name: proposal.person.name, email: proposal.person.email }, reason: proposal.reason },
        },
      ];
    });
    const last = items.at(-1);
    return {
      items,
      total: await prisma.site.count({ where: queue }),
      next: rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.since, last.site.id], backward: false }) : null,
    };
  },
});
