import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { NamedAudience } from '@/lib/domain/request';
import type { RequestFacts } from '@/lib/domain/request-decisions';
import type { RequestPin } from '@/lib/domain/request-pin';
import type { Reader } from '@/lib/db/client';

type Pinned = Pick<RequestFacts, 'revision' | 'kind' | 'proposal'> & { siteId: string; round: number; gains: number };

/** What an answer to a request would be pinned to now. Revisions tell that something moved, the digests tell what. */
export async function readPin(db: Reader, { siteId, round, revision, proposal, gains }: Pinned): Promise<RequestPin> {
  const site = await db.site.findUniqueOrThrow({
    where: { id: siteId },
    select: {
      revision: true,
      audience: true,
      audiencePeople: { select: { personId: true }, orderBy: { personId: 'asc' } },
      audienceGroups: { select: { groupId: true }, orderBy: { groupId: 'asc' } },
      dataSources: { select: { sourceId: true, mode: true }, orderBy: { sourceId: 'asc' } },
      bindings: { orderBy: [{ kind: 'asc' }, { name: 'asc' }] },
      versions: { select: { platformId: true }, orderBy: [{ savedAt: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }], take: 1 },
    },
  });
  return {
    request: revision,
    round,
    site: site.revision,
    audience: digest({ mode: site.audience, people: site.audiencePeople, groups: site.audienceGroups }),
    proposal: digest('audience' in proposal ? { ...idsOf(proposal.audience), until: 'until' in proposal ? proposal.until : null } : proposal),
    gains,
    sources: digest(site.dataSources),
    bindings: digest(site.bindings.map(({ id: _id, siteId: _siteId, ...binding }) => binding)),
    version: site.versions[0]?.platformId ?? null,
    evidence: digest('evidence' in proposal ? proposal.evidence : []),
  };
}

/** The names of people may be corrected without anything moving. */
function idsOf({ mode, people, groups }: NamedAudience) {
  return { mode, people: people.map(({ id }) => id).sort(), groups: groups.map(({ id }) => id).sort() };
}

/** Long enough that nobody makes two alike, short enough to be read in a record. */
function digest(value: unknown): string {
  return createHash('sha256').update(canonicalize(value) ?? '').digest('hex').slice(0, 16);
}
