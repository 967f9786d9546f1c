import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { RequestFacts } from '@/lib/domain/request-decisions';
import type { RequestPin } from '@/lib/domain/request-pin';
import type { Audience } from '@/lib/domain/audience';
import type { Reader } from '@/lib/db/client';
import { idsOf } from './audience-diff';

type Pinned = Pick<RequestFacts, 'revision' | 'kind' | 'proposal'> & { siteId: string; round: number; gains: number; gaining: string };

type PinnedSite = { revision: number; mode: string; people: string[]; groups: string[]; sources: unknown; bindings: unknown; version: string | null };

/** What an answer to a request would be pinned to now. Revisions tell that something moved, the digests tell what. */
export async function readPin(db: Reader, { siteId, round, revision, proposal, gains, gaining }: Pinned): Promise<RequestPin> {
  const [site] = await db.$queryRaw<PinnedSite[]>`
    SELECT s.revision, s.audience::text AS mode,
           ARRAY(SELECT ap.person_id::text FROM site_audience_person ap WHERE ap.site_id = s.id ORDER BY 1) AS people,
           ARRAY(SELECT ag.group_id::text FROM site_audience_group ag WHERE ag.site_id = s.id ORDER BY 1) AS groups,
           (SELECT coalesce(json_agg(json_build_array(x.source_id, x.mode) ORDER BY x.source_id), '[]') FROM site_data_source x WHERE x.site_id = s.id) AS sources,
           (SELECT coalesce(json_agg(json_build_array(b.kind, b.name, b.kept, b.location, b.readers, b.retention, b.removal, b.outage) ORDER BY b.kind, b.name), '[]')
              FROM storage_binding b WHERE b.site_id = s.id) AS bindings,
           (SELECT v.platform_id FROM site_version v WHERE v.site_id = s.id ORDER BY v.saved_at DESC NULLS LAST, v.id DESC LIMIT 1) AS version
      FROM site s WHERE s.id = ${siteId}::uuid`;
  if (site === undefined) throw new TypeError(`there is no Site ${siteId}`);
  return {
    request: revision,
    round,
    site: site.revision,
    audience: digest({ mode: site.mode, people: site.people, groups: site.groups }),
    proposal: digest('audience' in proposal ? { ...sortedIds(idsOf(proposal.audience)), until: 'until' in proposal ? proposal.until : null } : proposal),
    gains,
    gaining,
    sources: digest(site.sources),
    bindings: digest(site.bindings),
    version: site.version,
    evidence: digest('evidence' in proposal ? proposal.evidence : []),
  };
}

/** The names of people may be corrected without anything moving, and so may their order. */
function sortedIds({ mode, people, groups }: Audience): Audience {
  return { mode, people: [...people].sort(), groups: [...groups].sort() };
}

/** Long enough that nobody makes two alike, short enough to be read in a record. */
function digest(value: unknown): string {
  return createHash('sha256').update(canonicalize(value) ?? '').digest('hex').slice(0, 16);
}
