import type { SiteState } from '@/lib/domain/site';
import type { Subject } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import { visibleSites } from '@/lib/sites/visible-sites';

/** The Site that somebody means by a text: its slug, among those they may see; null where the text is no such slug. */
export async function findReplacement(db: Reader, text: string | null, subject: Subject): Promise<{ id: string; title: string; state: SiteState } | null> {
  if (text === null || !/^[a-z0-9-]{1,100}$/.test(text)) return null;
  const { condition } = visibleSites(subject);
  const [found] = await db.$queryRaw<{ id: string; title: string; state: SiteState }[]>`
    SELECT s.id::text, s.title, s.state FROM site s JOIN site_index i ON i.site_id = s.id WHERE s.slug = ${text} AND ${condition}`;
  return found ?? null;
}
