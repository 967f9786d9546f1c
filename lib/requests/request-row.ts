import { namedAudienceSchema } from '@/lib/domain/request';
import { storedPlanSchema } from '@/lib/domain/request-plan';
import type { Prisma } from '@/lib/db/generated/client';
import type { RequestSummary } from './request-shape';

const person = { select: { id: true, name: true, email: true } } as const;

export const requestInclude = {
  site: { select: { id: true, slug: true, title: true } },
  requester: { select: { ...person.select, deactivatedAt: true } },
  proposedOwner: person,
  claimedBy: person,
} as const satisfies Prisma.RequestInclude;

export type RequestRow = Prisma.RequestGetPayload<{ include: typeof requestInclude }>;

export function toRequestSummary(row: RequestRow): RequestSummary {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    revision: row.revision,
    site: { id: row.site.id, slug: row.site.slug, title: row.site.title },
    requester: { id: row.requester.id, name: row.requester.name, email: row.requester.email, active: row.requester.deactivatedAt === null },
    proposedOwner: row.proposedOwner,
    reason: row.reason,
    // Shaped by lib/domain/request.ts when it was written.
    proposal: (row.kind === 'widening' ? { until: null, evidence: [], ...(row.proposal as object) } : row.proposal) as RequestSummary['proposal'],
    unnamed: 0,
    fromAudience: row.kind === 'widening' || row.kind === 're_review' ? namedAudienceSchema.shape.mode.parse((row.before as { mode?: unknown } | null)?.mode) : null,
    createdAt: row.createdAt.toISOString(),
    submittedAt: row.submittedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    round: row.round,
    risk: row.risk,
    isLowRisk: row.isLowRisk,
    dueAt: row.dueAt?.toISOString() ?? null,
    escalatedAt: row.escalatedAt?.toISOString() ?? null,
    claimedBy: row.claimedBy,
    claimedAt: row.claimedAt?.toISOString() ?? null,
    stages: row.plan === null ? [] : storedPlanSchema.shape.stages.parse((row.plan as { stages?: unknown }).stages),
  };
}

const namesInLists = 100;

/** A request as one of many: a page of fifty must not carry ten thousand names of each. */
export function toListedRequest(row: RequestRow): RequestSummary {
  const summary = toRequestSummary(row);
  const { proposal } = summary;
  if (!('audience' in proposal)) return summary;
  const { people, groups } = proposal.audience;
  const audience = { ...proposal.audience, people: people.slice(0, namesInLists), groups: groups.slice(0, namesInLists) };
  return { ...summary, proposal: { ...proposal, audience }, unnamed: people.length + groups.length - audience.people.length - audience.groups.length };
}
