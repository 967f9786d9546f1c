import { enforcementWishSchema, stateAt } from '@/lib/domain/enforcement';
import { stepsOf, wishInWords } from '@/lib/domain/enforcement-steps';
import type { Reader } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import type { EnforcementView, SiteEnforcement } from './enforcement-shape';

const settledBy = { select: { name: true } } as const;
export const enforcementInclude = {
  settledBy,
  site: { select: { id: true, slug: true, title: true, state: true, liveUrl: true, expectedUrl: true, projectId: true } },
} as const satisfies Prisma.EnforcementInclude;

type Row = Prisma.EnforcementGetPayload<{ include: { settledBy: typeof settledBy } }>;
type TaskRow = Prisma.EnforcementGetPayload<{ include: typeof enforcementInclude }>;

export function toEnforcementView(row: TaskRow, now: Date): EnforcementView {
  const { liveUrl, expectedUrl, projectId, ...site } = row.site;
  const wanted = enforcementWishSchema.parse(row.wanted);
  const url = liveUrl ?? expectedUrl;
  return {
    ...toSiteEnforcement(row, true, now),
    site: { ...site, url },
    wanted,
    requestedBy: row.requestedBy,
    steps: stepsOf(wanted, { ...site, url, projectId }),
    revision: row.revision,
  };
}

/** What is in force of a Site, by aspect. `whole`: with who settled it and what they noted. */
export async function readSiteEnforcement(db: Reader, siteId: string, whole: boolean, now: Date): Promise<SiteEnforcement[]> {
  const rows = await db.enforcement.findMany({ where: { siteId, state: { not: 'superseded' } }, include: { settledBy }, orderBy: { aspect: 'asc' } });
  return rows.map((row) => toSiteEnforcement(row, whole, now));
}

function toSiteEnforcement(row: Row, whole: boolean, now: Date): SiteEnforcement {
  return {
    id: row.id,
    aspect: row.aspect,
    state: stateAt(row, now),
    wish: wishInWords(enforcementWishSchema.parse(row.wanted)),
    requestedAt: row.requestedAt.toISOString(),
    overdueAt: row.overdueAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    proof: row.proof,
    settledBy: whole ? (row.settledBy?.name ?? null) : null,
    note: whole ? row.note : null,
    reopened: row.reopened,
  };
}
