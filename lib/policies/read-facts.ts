import type { Audience, AudienceMode } from '@/lib/domain/audience';
import { isSensitive, type Sensitivity, type SourceMode } from '@/lib/domain/classification';
import type { Role } from '@/lib/domain/permissions';
import type { PolicyTrigger } from '@/lib/domain/policy';
import type { PolicyFacts } from '@/lib/domain/policy-facts';
import { usesInWords, type ProhibitedUse } from '@/lib/domain/prohibited-use';
import type { RecordChange } from '@/lib/domain/request';
import { missingFields } from '@/lib/domain/site';
import { Prisma } from '@/lib/db/generated/client';
import type { Reader } from '@/lib/db/client';
import type { Counting } from '@/lib/people/measure-audience';
import { readReaches } from './read-reaches';

/** What is about to happen to a Site. */
export type PolicyChange =
  | { trigger: 'widen'; audience: Audience; durationDays: number | null }
  /** `expiresAt` is the one that the Site would have; null for none. */
  | { trigger: 'create' | 'renew'; expiresAt: Date | null }
  /** What changed after the approval. */
  | { trigger: 'change'; changed: readonly RecordChange[] }
  | { trigger: Exclude<PolicyTrigger, 'widen' | 'create' | 'renew' | 'change'> };

export type FactsOptions = {
  /** The same for all Sites, or one for each; without one the Sites are swept. */
  change?: PolicyChange | ReadonlyMap<string, PolicyChange>;
  now: Date;
  /** Who asks for it; the console itself where there is nobody. */
  actor?: { personId: string | null };
  /** What the widening of the one Site would mean for people, where that is counted already. */
  measured?: Counting;
};

const dayMs = 24 * 60 * 60 * 1000;

/**
 * What policies see of Sites, by id: three statements, for one Site and for a thousand. Sites that aren't there are left
 * out; the Sites are neither locked nor changed.
 */
export async function readPolicyFacts(db: Reader, siteIds: readonly string[], { change = { trigger: 'sweep' }, now, actor, measured = null }: FactsOptions): Promise<Map<string, PolicyFacts>> {
  const changeOf = (id: string): PolicyChange => (isEach(change) ? (change.get(id) ?? { trigger: 'sweep' }) : change);
  const [stored, requester] = await Promise.all([readStored(db, siteIds), readRequester(db, actor?.personId ?? null)]);
  const reaches = await readReaches(db, new Map(stored.map(({ id }) => [id, changeOf(id)])), measured);
  return new Map(
    stored.map((site) => {
      const reach = reaches.get(site.id) ?? { reach: 0, gains: 0, groups: [], gainingDepartments: [] };
      const { gainingDepartments, ...counted } = reach;
      const asked = changeOf(site.id);
      return [
        site.id,
        {
          site: siteFactsOf(site, now),
          change: { trigger: asked.trigger, from: site.audience, to: asked.trigger === 'widen' ? asked.audience.mode : site.audience, ...counted, ...spansOf(asked, now), changed: asked.trigger === 'change' ? [...asked.changed] : [] },
          people: {
            requester: requester.email,
            requesterRoles: requester.roles,
            requesterIsOwner: requester.id !== null && requester.id === site.ownerId,
            ownerDepartment: site.ownerDepartment ?? '',
            gainingDepartments,
          },
          sources: site.sources.map((source) => ({ ...source, isSensitive: isSensitive(source.sensitivity), writes: source.mode !== 'read_only' })),
          conflicts: site.conflicts,
        },
      ];
    }),
  );
}

function isEach(change: PolicyChange | ReadonlyMap<string, PolicyChange>): change is ReadonlyMap<string, PolicyChange> {
  return change instanceof Map;
}

function spansOf(change: PolicyChange, now: Date): { durationDays: number; lifetimeDays: number } {
  const expiresAt = 'expiresAt' in change ? change.expiresAt : null;
  return {
    durationDays: change.trigger === 'widen' ? (change.durationDays ?? -1) : -1,
    lifetimeDays: expiresAt === null ? -1 : daysUntil(expiresAt.toISOString(), now),
  };
}

type StoredFacts = Pick<PolicyFacts['site'], 'slug' | 'title' | 'state' | 'classification' | 'drift' | 'tags' | 'bindings' | 'undeclaredKeys' | 'unreviewedVersions'> & {
  id: string;
  description: string | null;
  purpose: string | null;
  dataSourceNote: string | null;
  department: string | null;
  departmentId: string | null;
  audience: AudienceMode;
  observedMode: PolicyFacts['site']['observed'] | null;
  uses: ProhibitedUse[];
  ownerId: string | null;
  ownerActive: boolean;
  successorActive: boolean;
  ownerDepartment: string | null;
  madeAt: string;
  expiresAt: string | null;
  lastReviewedAt: string | null;
  lastVisitedAt: string | null;
  officialSince: string | null;
  onLegalHold: boolean;
  secrets: { key: string; since: string }[];
  sources: { key: string; name: string; sensitivity: Sensitivity; mode: Exclude<SourceMode, 'forbidden'>; allowed: SourceMode; hasOwner: boolean }[];
  conflicts: string[];
};

async function readStored(db: Reader, siteIds: readonly string[]): Promise<StoredFacts[]> {
  const rows = await db.$queryRaw<{ facts: string }[]>`
    SELECT row_to_json(f)::text AS facts FROM (
      SELECT s.id, s.slug, s.title, s.description, s.purpose, s.state, s.classification, s.data_source_note AS "dataSourceNote",
             d.name AS department, s.department_id AS "departmentId", s.audience, s.observed_mode AS "observedMode", s.drift, s.tags, s.uses,
             s.owner_id AS "ownerId", o.id IS NOT NULL AND o.deactivated_at IS NULL AS "ownerActive",
             u.id IS NOT NULL AND u.deactivated_at IS NULL AS "successorActive", od.name AS "ownerDepartment",
             coalesce(s.built_at, s.created_at) AS "madeAt", s.expires_at AS "expiresAt", s.last_reviewed_at AS "lastReviewedAt",
             s.last_visited_at AS "lastVisitedAt", s.official_since AS "officialSince", s.legal_hold_at IS NOT NULL AS "onLegalHold",
             ARRAY(SELECT json_build_object('kind', b.kind, 'name', b.name, 'noteIsComplete', ${noteIsComplete})
                     FROM storage_binding b WHERE b.site_id = s.id ORDER BY b.kind) AS bindings,
             ARRAY(SELECT json_build_object('key', e.key, 'since', coalesce(e.rotated_at, e.first_seen_at))
                     FROM environment_key e WHERE e.site_id = s.id AND e.is_secret AND e.present ORDER BY e.key) AS secrets,
             (SELECT count(*)::int FROM environment_key e WHERE e.site_id = s.id AND e.present AND NOT e.declared) AS "undeclaredKeys",
             (SELECT count(*)::int FROM site_version v WHERE v.site_id = s.id
                 AND (s.last_reviewed_at IS NULL OR v.saved_at > s.last_reviewed_at)) AS "unreviewedVersions",
             ARRAY(SELECT json_build_object('key', ds.key, 'name', ds.name, 'sensitivity', ds.sensitivity, 'mode', x.mode, 'allowed', ds.mode, 'hasOwner', ds.owner_id IS NOT NULL)
                     FROM site_data_source x JOIN data_source ds ON ds.id = x.source_id WHERE x.site_id = s.id ORDER BY ds.key) AS sources,
             ARRAY(SELECT least(a.key, b.key) || ' + ' || greatest(a.key, b.key)
                     FROM source_conflict c JOIN data_source a ON a.id = c.a_id JOIN data_source b ON b.id = c.b_id
                    WHERE EXISTS (SELECT FROM site_data_source x WHERE x.site_id = s.id AND x.source_id = c.a_id)
                      AND EXISTS (SELECT FROM site_data_source x WHERE x.site_id = s.id AND x.source_id = c.b_id)
                    ORDER BY 1) AS conflicts
        FROM site s
        LEFT JOIN department d ON d.id = s.department_id
        LEFT JOIN person o ON o.id = s.owner_id
        LEFT JOIN department od ON od.id = o.department_id
        LEFT JOIN person u ON u.id = s.successor_id
       WHERE s.id = ANY (${[...siteIds]}::uuid[])
    ) f`;
  return rows.map(({ facts }) => JSON.parse(facts) as StoredFacts);
}

/** All six parts of the storage note are there. */
const noteIsComplete = Prisma.raw(
  ['kept', 'location', 'readers', 'retention', 'removal', 'outage'].map((part) => `coalesce(btrim(b.${part}), '') <> ''`).join(' AND '),
);

function siteFactsOf(site: StoredFacts, now: Date): PolicyFacts['site'] {
  const secrets = site.secrets.map(({ key, since }) => ({ key, ageDays: daysSince(since, now) }));
  const { slug, title, state, classification, drift, tags, bindings, undeclaredKeys, unreviewedVersions, onLegalHold, audience } = site;
  const expiresAt = site.expiresAt === null ? null : new Date(site.expiresAt);
  return {
    slug,
    title,
    purpose: site.purpose ?? '',
    state,
    classification,
    department: site.department ?? '',
    audience,
    observed: site.observedMode ?? '',
    drift,
    tags,
    uses: [...new Set([...site.uses, ...usesInWords([title, site.description, site.purpose])])],
    isOfficial: site.officialSince !== null,
    onLegalHold,
    isComplete: missingFields({ ...site, expiresAt }).length === 0,
    hasOwner: site.ownerActive,
    hasSuccessor: site.successorActive,
    ageDays: daysSince(site.madeAt, now),
    daysToExpiry: site.expiresAt === null ? -1 : daysUntil(site.expiresAt, now),
    daysSinceReview: site.lastReviewedAt === null ? -1 : daysSince(site.lastReviewedAt, now),
    daysSinceVisit: site.lastVisitedAt === null ? -1 : daysSince(site.lastVisitedAt, now),
    bindings,
    secrets,
    oldestSecretDays: Math.max(-1, ...secrets.map(({ ageDays }) => ageDays)),
    undeclaredKeys,
    unreviewedVersions,
  };
}

function daysSince(instant: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(instant)) / dayMs));
}

/** A day that has begun counts: what expires this afternoon has a day to go. */
function daysUntil(instant: string, now: Date): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - now.getTime()) / dayMs));
}

async function readRequester(db: Reader, personId: string | null): Promise<{ id: string | null; email: string; roles: Role[] }> {
  const person = personId === null ? null : await db.person.findUnique({ where: { id: personId }, select: { id: true, email: true, roles: true } });
  return person ?? { id: null, email: '', roles: [] };
}
