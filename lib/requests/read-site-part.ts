import type { Dossier } from '@/lib/domain/dossier';
import type { Reader } from '@/lib/db/client';
import { notFound } from '@/lib/gate/command';

/** PostgreSQL writes instants with an offset; a dossier has them in UTC, to the millisecond. */
const instants = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$/;

export type SitePart = Pick<Dossier, 'site' | 'sources' | 'conflicts' | 'bindings' | 'keys' | 'delivery'>;

/** The record of a Site as a reviewer sees it, in one statement. */
export async function readSitePart(db: Reader, siteId: string): Promise<SitePart> {
  const [row] = await db.$queryRaw<{ part: string }[]>`
    SELECT json_build_object(
      'site', json_build_object(
        'id', s.id, 'slug', s.slug, 'title', s.title, 'revision', s.revision, 'state', s.state, 'purpose', coalesce(s.purpose, s.description),
        'classification', s.classification, 'department', d.name,
        'owner', CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'name', o.name, 'email', o.email, 'active', o.deactivated_at IS NULL, 'department', od.name) END,
        'successor', u.name, 'url', coalesce(s.live_url, s.expected_url), 'tags', s.tags, 'uses', s.uses, 'audience', s.audience,
        'observed', CASE WHEN s.observed_mode IS NOT NULL AND s.observed_at IS NOT NULL THEN json_build_object('mode', s.observed_mode, 'at', s.observed_at, 'revision', s.observed_revision) END,
        'drift', s.drift, 'expiresAt', s.expires_at, 'lastReviewedAt', s.last_reviewed_at, 'lastVisitedAt', s.last_visited_at, 'officialSince', s.official_since,
        'legalHoldReason', CASE WHEN s.legal_hold_at IS NOT NULL THEN coalesce(s.legal_hold_reason, '') END, 'dataSourceNote', s.data_source_note),
      'sources', ARRAY(
        SELECT json_build_object('key', ds.key, 'name', ds.name, 'sensitivity', ds.sensitivity, 'mode', x.mode, 'allowed', ds.mode, 'owner', p.name, 'note', ds.note)
          FROM site_data_source x JOIN data_source ds ON ds.id = x.source_id LEFT JOIN person p ON p.id = ds.owner_id WHERE x.site_id = s.id ORDER BY ds.name, ds.key),
      'conflicts', ARRAY(
        SELECT json_build_object('a', least(a.name, b.name), 'b', greatest(a.name, b.name), 'reason', c.reason)
          FROM source_conflict c JOIN data_source a ON a.id = c.a_id JOIN data_source b ON b.id = c.b_id
         WHERE EXISTS (SELECT FROM site_data_source x WHERE x.site_id = s.id AND x.source_id = c.a_id)
           AND EXISTS (SELECT FROM site_data_source x WHERE x.site_id = s.id AND x.source_id = c.b_id)
         ORDER BY least(a.name, b.name), greatest(a.name, b.name)),
      'bindings', ARRAY(
        SELECT json_build_object('kind', b.kind, 'name', b.name, 'kept', b.kept, 'location', b.location, 'readers', b.readers, 'retention', b.retention, 'removal', b.removal, 'outage', b.outage)
          FROM storage_binding b WHERE b.site_id = s.id ORDER BY b.kind),
      'keys', ARRAY(
        SELECT json_build_object('key', e.key, 'isSecret', e.is_secret, 'declared', e.declared, 'present', e.present, 'since', coalesce(e.rotated_at, e.first_seen_at))
          FROM environment_key e WHERE e.site_id = s.id ORDER BY e.key),
      'delivery', json_build_object(
        'latest', (SELECT json_build_object('id', v.platform_id, 'number', v.number, 'commitSha', v.commit_sha, 'savedAt', v.saved_at)
                     FROM site_version v WHERE v.site_id = s.id ORDER BY v.number DESC NULLS LAST, v.platform_id DESC LIMIT 1),
        'live', (SELECT json_build_object('id', v.platform_id, 'number', v.number, 'commitSha', v.commit_sha, 'savedAt', v.saved_at)
                   FROM deployment y JOIN site_version v ON v.platform_id = y.version_platform_id AND v.site_id = s.id
                  WHERE y.site_id = s.id AND y.status = 'succeeded' ORDER BY y.platform_updated_at DESC NULLS LAST, y.platform_id DESC LIMIT 1),
        'deployment', (SELECT json_build_object('id', y.platform_id, 'status', y.status, 'url', y.url, 'failure', y.failure_message, 'at', y.platform_updated_at)
                         FROM deployment y WHERE y.site_id = s.id ORDER BY y.platform_updated_at DESC NULLS LAST, y.platform_id DESC LIMIT 1),
        'unreviewedVersions', (SELECT count(*) FROM site_version v WHERE v.site_id = s.id AND (s.last_reviewed_at IS NULL OR v.saved_at > s.last_reviewed_at)),
        'repository', s.repository,
        'lastCommit', CASE WHEN s.last_commit_sha IS NOT NULL THEN json_build_object('sha', s.last_commit_sha, 'at', s.last_commit_at, 'author', s.last_commit_author) END)
    )::text AS part
      FROM site s
      LEFT JOIN department d ON d.id = s.department_id
      LEFT JOIN person o ON o.id = s.owner_id
      LEFT JOIN department od ON od.id = o.department_id
      LEFT JOIN person u ON u.id = s.successor_id
     WHERE s.id = ${siteId}::uuid`;
  if (row === undefined) throw notFound();
  return JSON.parse(row.part, (_key, value: unknown) => (typeof value === 'string' && instants.test(value) ? new Date(value).toISOString() : value)) as SitePart;
}
