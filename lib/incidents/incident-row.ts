import type { IncidentFacts } from '@/lib/domain/drift-incident';
import type { Prisma } from '@/lib/db/generated/client';

export const incidentFactsInclude = {
  site: { select: { id: true, slug: true, title: true } },
  acknowledgedBy: { select: { name: true } },
} as const satisfies Prisma.DriftIncidentInclude;

export function toIncidentFacts({ id, site, drift, observedMode, acknowledgedBy, ending }: Prisma.DriftIncidentGetPayload<{ include: typeof incidentFactsInclude }>): IncidentFacts {
  return { id, site, drift, observedMode, acknowledged: acknowledgedBy === null ? null : { by: acknowledgedBy.name }, ending };
}
