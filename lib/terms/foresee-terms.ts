import type { Reader } from '@/lib/db/client';

/**
 * Sites whose widening a sweep as of `now` would end, in the order of their ids: those after `after`, at most `limit`; null
 * for all. Whether anybody loses access is seen under the lock only.
 */
export async function foreseeTerms(db: Reader, now: Date, { after, limit }: { after: string | null; limit: number | null } = { after: null, limit: null }): Promise<{ id: string; slug: string; title: string }[]> {
  return db.$queryRaw`
    SELECT s.id::text, s.slug, s.title FROM audience_term t JOIN site s ON s.id = t.site_id
     WHERE t.state = 'active' AND t.ends_at <= ${now} AND (${after}::uuid IS NULL OR s.id > ${after}::uuid) ORDER BY s.id LIMIT ${limit}`;
}
