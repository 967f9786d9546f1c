import { z } from 'zod';
import { takeoverReasons } from '@/lib/domain/departure';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { personShape } from '@/lib/sites/site-shape';
import { readReceivers, type Inheritance } from './read-receivers';

export const departurePreviewShape = z.object({
  /** Sites that would change hands or go into quarantine. */
  sites: z.int(),
  receivers: z.array(z.object({ to: personShape, why: z.enum(takeoverReasons), sites: z.int() })),
  quarantined: z.int(),
  /** Sites that name the person as the successor, and would name nobody. */
  successions: z.int(),
  /** Transfers offered to the person, which would be withdrawn. */
  offers: z.int(),
});
export type DeparturePreview = z.infer<typeof departurePreviewShape>;

/** What would become of somebody’s Sites if they left now: the same rules as when they do. */
export const previewDeparture = query({
  name: 'departure.preview',
  input: z.strictObject({ personId: z.uuid() }),
  may: (actor) => judge('departure.preview', roleStandings(actor)),
  visible: () => null,
  load: async ({ prisma }, { personId }): Promise<DeparturePreview | null> => {
    const groups = await prisma.$queryRaw<(Inheritance & { sites: number })[]>`
      SELECT CASE WHEN successor_accepted_at IS NOT NULL THEN successor_id::text END AS "acceptedSuccessorId", department_id::text AS "departmentId", count(*)::int AS sites
        FROM site WHERE owner_id = ${personId}::uuid AND state <> 'retired' AND quarantined_at IS NULL GROUP BY 1, 2`;
    const receivers = (await readReceivers(prisma, [personId], groups, { hold: false })).get(personId);
    if (receivers === undefined) return null;
    const found = new Map<string, DeparturePreview['receivers'][number]>();
    let quarantined = 0;
    for (const group of groups) {
      const receiver = receivers.receiverFor(group);
      if (receiver === null) {
        quarantined += group.sites;
        continue;
      }
      const { to: { id, name, email }, why } = receiver;
      const sites = (found.get(`${id} ${why}`)?.sites ?? 0) + group.sites;
      found.set(`${id} ${why}`, { to: { id, name, email }, why, sites });
    }
    return {
      sites: groups.reduce((sum, { sites }) => sum + sites, 0),
      receivers: [...found.values()].sort((a, b) => b.sites - a.sites || a.to.name.localeCompare(b.to.name, 'en')),
      quarantined,
      successions: await prisma.site.count({ where: { successorId: personId, state: { not: 'retired' } } }),
      offers: await prisma.request.count({ where: { kind: 'transfer', proposedOwnerId: personId, state: { in: ['pending', 'changes_requested'] } } }),
    };
  },
});
