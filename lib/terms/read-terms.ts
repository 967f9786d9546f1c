import { inOrder, type AudienceTerm } from '@/lib/domain/audience-term';
import { namedAudienceSchema } from '@/lib/domain/request';
import type { Reader } from '@/lib/db/client';
import type { AudienceTerm as Row } from '@/lib/db/generated/client';

/** The terms of these Sites that still stand, by Site, in the order in which they end: the active one first. */
export async function readStandingTerms(db: Reader, siteIds: readonly string[]): Promise<Map<string, AudienceTerm[]>> {
  if (siteIds.length === 0) return new Map();
  const rows = await db.audienceTerm.findMany({ where: { siteId: { in: [...siteIds] }, state: { in: ['active', 'suspended'] } } });
  const bySite = new Map<string, AudienceTerm[]>();
  for (const term of inOrder(rows.map(toTerm))) bySite.set(term.siteId, [...(bySite.get(term.siteId) ?? []), term]);
  return bySite;
}

/** What a Site's audience has fallen back to since an instant, in no order: whatever is restored must stay within each. */
export async function readFallbacksSince(db: Reader, siteId: string, since: Date): Promise<AudienceTerm['fallback'][]> {
  const rows = await db.audienceTerm.findMany({ where: { siteId, state: 'ended', endedAt: { gte: since } } });
  return rows.map((row) => toTerm(row).fallback);
}

function toTerm({ id, siteId, requestId, endsAt, fallback, state, toldDays }: Row): AudienceTerm {
  return { id, siteId, requestId, endsAt, fallback: namedAudienceSchema.parse(fallback), state, toldDays };
}
