import { deletionObstacles, isOver } from '@/lib/domain/retirement';
import type { Prisma } from '@/lib/db/generated/client';
import { retirementInclude, toPlan } from './load-retirement';
import type { RetirementSummary } from './retirement-shape';

export const summaryInclude = {
  ...retirementInclude,
  site: { select: { id: true, slug: true, title: true, legalHoldAt: true, owner: { select: { name: true, deactivatedAt: true } } } },
} as const satisfies Prisma.RetirementInclude;

export type SummaryRow = Prisma.RetirementGetPayload<{ include: typeof summaryInclude }>;

export function toSummary(row: SummaryRow): RetirementSummary {
  const { id, slug, title, legalHoldAt, owner } = row.site;
  return {
    id: row.id,
    site: { id, slug, title, owner: owner === null ? null : { name: owner.name, active: owner.deactivatedAt === null } },
    state: row.state,
    reason: row.reason,
    beganAt: row.beganAt.toISOString(),
    closesAt: row.closesAt.toISOString(),
    closedAt: iso(row.closedAt),
    deletesAt: row.deletesAt.toISOString(),
    endedAt: iso(row.endedAt),
    heldSince: iso(row.heldSince),
    obstacles: isOver(row) ? [] : deletionObstacles({ legalHold: legalHoldAt === null ? null : { at: legalHoldAt, reason: '' } }, toPlan(row)),
  };
}

export function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
