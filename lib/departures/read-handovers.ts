import type { Subject } from '@/lib/domain/verdict';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import type { HandoverSummary } from './handover-shape';

const person = { select: { id: true, name: true, email: true, deactivatedAt: true } } as const;
const include = { from: person, to: person } as const satisfies Prisma.HandoverInclude;
type Person = { id: string; name: string; email: string; deactivatedAt: Date | null };

/** What somebody may see of all handovers: what `handover.get` in the permission table says, as a filter. */
export function visibleHandovers(subject: Subject): Prisma.HandoverWhereInput {
  if (judge('handover.get', roleStandings(subject)).allowed) return {};
  return { toId: subject.personId ?? '' };
}

/** Handovers with what became of their Sites. Those that were given away or retired by another way no longer wait. */
export async function readHandovers(db: Reader, query: Pick<Prisma.HandoverFindManyArgs, 'where' | 'orderBy' | 'take'>): Promise<HandoverSummary[]> {
  const rows = await db.handover.findMany({ ...query, include });
  const counts = await db.$queryRaw<{ handoverId: string; answer: keyof Omit<HandoverSummary['counts'], 'total'>; sites: number }[]>`
    SELECT i.handover_id::text AS "handoverId", count(*)::int AS sites,
           CASE WHEN i.answer <> 'waiting' THEN i.answer::text WHEN s.owner_id IS DISTINCT FROM h.to_id THEN 'reassigned' WHEN s.state IN ('retiring', 'retired') THEN 'retiring' ELSE 'waiting' END AS answer
      FROM handover_item i JOIN handover h ON h.id = i.handover_id JOIN site s ON s.id = i.site_id
     WHERE i.handover_id = ANY (${rows.map(({ id }) => id)}::uuid[]) GROUP BY 1, 3`;
  return rows.map(({ id, from, to, madeAt, decidedAt }) => {
    const mine = counts.filter(({ handoverId }) => handoverId === id);
    const countOf = (answer: (typeof mine)[number]['answer']): number => mine.find((each) => each.answer === answer)?.sites ?? 0;
    return {
      id,
      from: toPerson(from),
      to: toPerson(to),
      madeAt: madeAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
      counts: {
        total: mine.reduce((sum, { sites }) => sum + sites, 0),
        waiting: countOf('waiting'),
        kept: countOf('kept'),
        retiring: countOf('retiring'),
        reassigned: countOf('reassigned'),
      },
    };
  });
}

function toPerson({ deactivatedAt, ...person }: Person): HandoverSummary['from'] {
  return { ...person, active: deactivatedAt === null };
}
