import { Prisma } from '@/lib/db/generated/client';
import type { SortValue } from '@/lib/db/keyset';
import type { AudienceMode, Drift, ObservedMode } from '@/lib/domain/audience';
import type { Classification } from '@/lib/domain/classification';
import type { Settings } from '@/lib/domain/settings';
import { completeness, conditionsOf, missingFields, type SiteSource, type SiteState } from '@/lib/domain/site';
import type { SiteSummary } from './site-shape';

/** The columns of a list row, over `site s`, `person o` and `department d`. */
export const siteColumns = Prisma.sql`
  s.id, s.slug, s.title, s.state, s.audience, s.observed_mode, s.drift, s.classification,
  s.department_id, d.name AS department_name,
  s.owner_id, o.name AS owner_name, o.email AS owner_email, o.deactivated_at AS owner_deactivated_at,
  s.data_source_note, s.expires_at, s.review_due_at, s.last_reviewed_at, s.last_visited_at, s.official_since,
  s.project_id, coalesce(s.live_url, s.expected_url) AS url, s.created_at, s.updated_at, s.revision, s.tags, s.attestation_asked_at,
  coalesce((
    SELECT json_agg(json_build_object('id', ds.id, 'key', ds.key, 'name', ds.name, 'sensitivity', ds.sensitivity, 'mode', x.mode)
                    ORDER BY ds.name)
      FROM site_data_source x JOIN data_source ds ON ds.id = x.source_id WHERE x.site_id = s.id
  ), '[]'::json) AS data_sources`;

/** What `siteColumns` gives, parsed by `instantsAsText`: a page has four hundred instants, and nearly all are only handed on. */
export type SiteListRow = {
  id: string;
  slug: string;
  title: string;
  state: SiteState;
  audience: AudienceMode;
  observed_mode: ObservedMode | null;
  drift: Drift;
  classification: Classification;
  department_id: string | null;
  department_name: string | null;
  owner_id: string | null;
  owner_name: string | null;
  owner_email: string | null;
  owner_deactivated_at: string | null;
  data_source_note: string | null;
  expires_at: string | null;
  review_due_at: string | null;
  last_reviewed_at: string | null;
  last_visited_at: string | null;
  official_since: string | null;
  project_id: string | null;
  url: string | null;
  created_at: string;
  updated_at: string;
  revision: number;
  tags: string[];
  attestation_asked_at: string | null;
  data_sources: SiteSource[];
  sort_values: SortValue[];
};

const toDate = (at: string | null): Date | null => (at === null ? null : new Date(at));

export function toSiteSummary(row: Omit<SiteListRow, 'sort_values'>, settings: Settings, now: Date): SiteSummary {
  const facts = {
    title: row.title,
    ownerId: row.owner_id,
    departmentId: row.department_id,
    expiresAt: toDate(row.expires_at),
    dataSourceNote: row.data_source_note,
    state: row.state,
    audience: row.audience,
    observedMode: row.observed_mode,
    drift: row.drift,
    classification: row.classification,
    ownerActive: row.owner_deactivated_at === null,
    reviewDueAt: toDate(row.review_due_at),
    lastVisitedAt: toDate(row.last_visited_at),
    sensitivities: row.data_sources.map(({ sensitivity }) => sensitivity),
  };
  const missing = missingFields(facts);
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    state: row.state,
    audience: row.audience,
    observedAudience: row.observed_mode,
    drift: row.drift,
    classification: row.classification,
    owner:
      row.owner_id === null
        ? null
        : { id: row.owner_id, name: row.owner_name ?? '', email: row.owner_email ?? '', active: facts.ownerActive },
    department: row.department_id === null ? null : { id: row.department_id, name: row.department_name ?? '' },
    expiresAt: row.expires_at,
    reviewDueAt: row.review_due_at,
    lastReviewedAt: row.last_reviewed_at,
    lastVisitedAt: row.last_visited_at,
    officialSince: row.official_since,
    dataSources: row.data_sources,
    tags: row.tags,
    attestationAskedAt: row.attestation_asked_at,
    conditions: conditionsOf(facts, settings, now),
    completeness: completeness(missing),
    missing,
    projectId: row.project_id,
    url: row.url,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    revision: row.revision,
  };
}
