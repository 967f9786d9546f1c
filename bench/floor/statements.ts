/*
 * What the floor asks of PostgreSQL, each as one would write it by hand for that one purpose. They lean on the same
 * indexes as the product.
 */

/** The list that the first line of the report is about. */
export const PAGE_FILTER = { audience: 'admins_only', state: 'live' } as const;
export const PAGE_SIZE = 50;

/** The first page with owner, department and sources, as one prepared statement. */
export const firstPage = {
  name: 'floor_page',
  text: `
    SELECT s.id, s.slug, s.title, s.state, s.audience, s.observed_mode AS "observedAudience", s.drift, s.classification,
           CASE WHEN s.owner_id IS NULL THEN NULL ELSE json_build_object('id', o.id, 'name', o.name, 'email', o.email, 'active', o.deactivated_at IS NULL) END AS owner,
           CASE WHEN s.department_id IS NULL THEN NULL ELSE json_build_object('id', d.id, 'name', d.name) END AS department,
           s.expires_at AS "expiresAt", s.review_due_at AS "reviewDueAt", s.last_reviewed_at AS "lastReviewedAt",
           s.last_visited_at AS "lastVisitedAt", s.official_since AS "officialSince",
           coalesce((SELECT json_agg(json_build_object('id', ds.id, 'key', ds.key, 'name', ds.name, 'sensitivity', ds.sensitivity, 'mode', x.mode) ORDER BY ds.name)
                       FROM site_data_source x JOIN data_source ds ON ds.id = x.source_id WHERE x.site_id = s.id), '[]'::json) AS "dataSources",
           s.project_id AS "projectId", coalesce(s.live_url, s.expected_url) AS url, s.data_source_note AS "dataSourceNote", s.tags,
           s.created_at AS "createdAt", s.updated_at AS "updatedAt", s.revision
      FROM site_index i
      JOIN site s ON s.id = i.site_id
      LEFT JOIN person o ON o.id = s.owner_id
      LEFT JOIN department d ON d.id = s.department_id
     WHERE i.audience = $1::"AudienceMode" AND i.state = $2::"SiteState"
     ORDER BY i.expires_at, i.site_id
     LIMIT ${PAGE_SIZE}`,
  values: [PAGE_FILTER.audience, PAGE_FILTER.state],
};

/** What a review page shows of the request $1, as one prepared statement: record, sources, storage, keys, versions, events, who gains. */
export const reviewFacts = {
  name: 'floor_review',
  text: `
    SELECT row_to_json(r) AS request, row_to_json(s) AS site, row_to_json(o) AS owner,
           ARRAY(SELECT json_build_object('name', ds.name, 'sensitivity', ds.sensitivity, 'mode', x.mode, 'allowed', ds.mode)
                   FROM site_data_source x JOIN data_source ds ON ds.id = x.source_id WHERE x.site_id = s.id ORDER BY ds.name) AS sources,
           ARRAY(SELECT row_to_json(b) FROM storage_binding b WHERE b.site_id = s.id) AS bindings,
           ARRAY(SELECT row_to_json(e) FROM environment_key e WHERE e.site_id = s.id ORDER BY e.key) AS keys,
           ARRAY(SELECT row_to_json(v) FROM site_version v WHERE v.site_id = s.id ORDER BY v.number DESC LIMIT 1) AS versions,
           ARRAY(SELECT row_to_json(y) FROM deployment y WHERE y.site_id = s.id ORDER BY y.platform_updated_at DESC LIMIT 1) AS deployments,
           ARRAY(SELECT a.body FROM audit_event a WHERE a.site_id = s.id ORDER BY a.seq DESC LIMIT 12) AS events,
           (SELECT json_agg(m) FROM measure_audiences(false, ARRAY[s.owner_id], '{}', true, '{}', '{}', '{}') m) AS gains,
           ARRAY(SELECT json_build_object('name', p.name, 'email', p.email) FROM person p WHERE p.deactivated_at IS NULL AND p.id <> s.owner_id ORDER BY p.name, p.id LIMIT 100) AS gaining
      FROM request r JOIN site s ON s.id = r.site_id LEFT JOIN person o ON o.id = s.owner_id
     WHERE r.id = $1`,
};

/** Every Site in the columns of the product's CSV. */
export const copyOut = `
  COPY (
    SELECT s.id, s.project_id, s.slug, s.title, s.purpose, s.state, o.email AS owner_email, su.email AS successor_email, d.name AS department,
           s.classification, s.audience,
           (SELECT string_agg(p.email, '; ' ORDER BY p.email) FROM site_audience_person ap JOIN person p ON p.id = ap.person_id WHERE ap.site_id = s.id) AS audience_people,
           (SELECT string_agg(g.name, '; ' ORDER BY g.name) FROM site_audience_group ag JOIN people_group g ON g.id = ag.group_id WHERE ag.site_id = s.id) AS audience_groups,
           (SELECT string_agg(ds.name || ':' || x.mode, '; ' ORDER BY ds.name) FROM site_data_source x JOIN data_source ds ON ds.id = x.source_id WHERE x.site_id = s.id) AS data_sources,
           s.data_source_note, s.expires_at, s.review_due_at, s.official_since, s.repository, coalesce(s.live_url, s.expected_url) AS production_url
      FROM site s
      LEFT JOIN person o ON o.id = s.owner_id
      LEFT JOIN person su ON su.id = s.successor_id
      LEFT JOIN department d ON d.id = s.department_id
  ) TO STDOUT (FORMAT csv, HEADER)`;

/** New Sites straight into the table of the record. */
export const copyIn =
  'COPY site (id, slug, title, purpose, owner_id, department_id, classification, data_source_note, expires_at, live_url) FROM STDIN (FORMAT csv, HEADER)';

/** Takes the events of the bulk change: the audit log's own columns and indexes, without its chain. */
export const eventTable = 'CREATE TABLE bench_event (LIKE audit_event INCLUDING DEFAULTS INCLUDING INDEXES)';

/** One statement that tags the Sites $1 with $2 and writes an event for each. */
export const bulkChange = `
  WITH changed AS (
    UPDATE site SET tags = array_append(tags, $2::text), updated_at = now(), revision = revision + 1 WHERE id = ANY ($1::uuid[]) RETURNING id
  )
  INSERT INTO bench_event (seq, id, at, type, site_id, body, prev_hash, hash)
  SELECT row_number() OVER () + (SELECT coalesce(max(seq), 0) FROM bench_event), gen_random_uuid(), now(), 'site.edited', id,
         json_build_object('type', 'site.edited', 'site', json_build_object('id', id), 'changes', json_build_object('tags', $2::text))::text,
         repeat('0', 64), encode(sha256(convert_to(id::text || $2::text, 'UTF8')), 'hex')
    FROM changed`;
