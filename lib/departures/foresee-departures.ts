import type { Reader } from '@/lib/db/client';

/** Sites whose owner has left by `now` and that a sweep would hand over or put into quarantine, by their slugs. */
export async function foreseeDepartures(db: Reader, now: Date): Promise<{ slug: string; title: string; owner: string }[]> {
  return db.$queryRaw`
    SELECT s.slug, s.title, p.name AS owner FROM site s JOIN person p ON p.id = s.owner_id
     WHERE p.deactivated_at <= ${now} AND s.state <> 'retired' AND s.quarantined_at IS NULL ORDER BY s.slug`;
}
