import type { Reader } from '@/lib/db/client';

/** Sites whose widening a sweep as of `now` would end, by their slugs. Whether anybody loses access is seen under the lock only. */
export async function foreseeTerms(db: Reader, now: Date): Promise<{ slug: string; title: string }[]> {
  return db.$queryRaw`
    SELECT s.slug, s.title FROM audience_term t JOIN site s ON s.id = t.site_id
     WHERE t.state = 'active' AND t.ends_at <= ${now} ORDER BY s.slug`;
}
