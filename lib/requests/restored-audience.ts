import type { NamedAudience, ReReviewProposal } from '@/lib/domain/request';
import type { SiteFacts } from '@/lib/domain/site';
import type { Reader } from '@/lib/db/client';
import { nameAudience } from '@/lib/people/resolve-audience';
import { fallBackOf, resolvedNow } from '@/lib/terms/fall-back-of';
import { readFallbacksSince } from '@/lib/terms/read-terms';

/**
 * The audience that approving a re-review brings back: what it took away, without who has left and within every fallback
 * whose time came meanwhile. Null where it took nothing away, or where somebody has decided on the audience since.
 */
export async function restoredAudience(db: Reader, site: SiteFacts, { proposal, createdAt }: { proposal: ReReviewProposal; createdAt: Date }): Promise<NamedAudience | null> {
  if (!proposal.narrowed || site.audience.mode !== 'admins_only') return null;
  const ownerId = site.owner?.id ?? null;
  // Everybody, then less with each: the proposal itself is the first to take away.
  let audience = await resolvedNow(db, { mode: 'workspace_all', people: [], groups: [] }, ownerId);
  for (const limit of [proposal.audience, ...(await readFallbacksSince(db, site.id, createdAt))]) audience = (await fallBackOf(db, audience, limit, ownerId)) ?? audience;
  return (await nameAudience(db, audience.audience, audience.resolved)).named;
}
