-- The same is kept as before, with less work for each write. What it costs: docs/performance.md.

-- ---------------------------------------------------------------------------------------------- one meaning, said once

-- What a kept row works out of the record. `missingFields` and `isOverExposed` of lib/domain/site.ts; the view that
-- everything is made again from and the triggers that follow single writes both call these, which costs nothing: they
-- are put into the statements as they stand.
CREATE FUNCTION site_completeness(title text, owner_id uuid, department_id uuid, expires_at timestamptz, data_source_note text) RETURNS smallint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ((btrim(title) <> '')::int + (owner_id IS NOT NULL)::int + (department_id IS NOT NULL)::int
    + (expires_at IS NOT NULL)::int + (coalesce(btrim(data_source_note), '') <> '')::int)::smallint
$$;

CREATE FUNCTION site_over_exposed(observed "ObservedMode", audience "AudienceMode", classification "Classification", sensitivities text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT observed IS NOT DISTINCT FROM 'public'
    OR ((audience = 'workspace_all' OR observed IS NOT DISTINCT FROM 'workspace_all')
        AND (classification <> 'company_wide'
             OR sensitivities && ARRAY['customer', 'financial', 'employee', 'legal', 'security', 'production', 'regulated']))
$$;

CREATE FUNCTION site_owner_status(owner_id uuid, deactivated_at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN owner_id IS NULL THEN 'none' WHEN deactivated_at IS NULL THEN 'active' ELSE 'deactivated' END
$$;

CREATE FUNCTION site_body(title text, slug text, purpose text, live_url text, expected_url text, project_id text, owner_name text, owner_email text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT lower(concat_ws(E'\x1f', title, slug, purpose, live_url, expected_url, project_id, owner_name, owner_email))
$$;

CREATE OR REPLACE VIEW site_index_of AS
SELECT
  s.id AS site_id,
  lower(s.title) AS title_sort,
  s.state, s.audience, s.observed_mode, s.classification,
  s.department_id, lower(d.name) AS department_sort,
  s.owner_id, lower(o.name) AS owner_sort,
  site_owner_status(s.owner_id, o.deactivated_at) AS owner_status,
  s.successor_id,
  s.expires_at, s.review_due_at, s.last_reviewed_at, s.last_visited_at, s.official_since, s.created_at, s.updated_at,
  site_completeness(s.title, s.owner_id, s.department_id, s.expires_at, s.data_source_note) AS completeness,
  s.drift <> 'none' AS drifted,
  site_over_exposed(s.observed_mode, s.audience, s.classification, x.sensitivities) AS over_exposed,
  x.sensitivities, x.source_ids, s.tags
FROM site s
LEFT JOIN person o ON o.id = s.owner_id
LEFT JOIN department d ON d.id = s.department_id
CROSS JOIN LATERAL (
  SELECT coalesce(array_agg(DISTINCT ds.sensitivity::text), '{}') AS sensitivities,
         coalesce(array_agg(u.source_id ORDER BY u.source_id), '{}') AS source_ids
    FROM site_data_source u JOIN data_source ds ON ds.id = u.source_id
   WHERE u.site_id = s.id
) x;

CREATE OR REPLACE VIEW site_text_of AS
SELECT s.id AS site_id, site_body(s.title, s.slug, s.purpose, s.live_url, s.expected_url, s.project_id, o.name, o.email) AS body
  FROM site s LEFT JOIN person o ON o.id = s.owner_id;

-- ---------------------------------------------------------------------------------------------- the text

-- `translate` holds each letter of a text against each of its own list, an expression takes them out by the run: a tenth of
-- the time. The answer is the same, so the index stays.
CREATE OR REPLACE FUNCTION site_signs(body text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT c), '{}') FROM unnest(string_to_array(regexp_replace(body, E'[a-z0-9 ./:@_\x1f-]+' COLLATE "C", '', 'g'), NULL)) c
$$;

-- ---------------------------------------------------------------------------------------------- new Sites

-- A Site that goes takes its row and its text along. Looked up for each new row by a foreign key, this cost a twentieth
-- of an import, and only the triggers below write there.
ALTER TABLE site_index DROP CONSTRAINT site_index_site_id_fkey;
ALTER TABLE site_text DROP CONSTRAINT site_text_site_id_fkey;

CREATE FUNCTION site_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM site_text t USING old_rows o WHERE t.site_id = o.id;
  DELETE FROM site_index i USING old_rows o WHERE i.site_id = o.id;
  RETURN NULL;
END $$;
CREATE TRIGGER site_deleted AFTER DELETE ON site
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION site_deleted();

-- Names and states that a row copies are held until it is committed: whoever changes them in the same moment waits, and then
-- finds the row; or was first, and the row copies what it has become. Nothing else would ever set right what slipped through.

-- From the rows that came, not from the record by their ids. What a Site uses is told by a trigger of its own, unless one
-- statement wrote both.
CREATE OR REPLACE FUNCTION site_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[] := ARRAY(SELECT id FROM new_rows);
BEGIN
  IF ids = '{}' THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM person WHERE id IN (SELECT owner_id FROM new_rows) ORDER BY id FOR SHARE;
  PERFORM 1 FROM department WHERE id IN (SELECT department_id FROM new_rows) ORDER BY id FOR SHARE;
  WITH made AS (
    INSERT INTO site_index (
      site_id, title_sort, state, audience, observed_mode, classification, department_id, department_sort, owner_id, owner_sort,
      owner_status, successor_id, expires_at, review_due_at, last_reviewed_at, last_visited_at, official_since, created_at,
      updated_at, completeness, drifted, over_exposed, sensitivities, source_ids, tags)
    SELECT
      n.id, lower(n.title), n.state, n.audience, n.observed_mode, n.classification, n.department_id, lower(d.name), n.owner_id, lower(o.name),
      site_owner_status(n.owner_id, o.deactivated_at), n.successor_id, n.expires_at, n.review_due_at, n.last_reviewed_at, n.last_visited_at,
      n.official_since, n.created_at, n.updated_at,
      site_completeness(n.title, n.owner_id, n.department_id, n.expires_at, n.data_source_note), n.drift <> 'none',
      site_over_exposed(n.observed_mode, n.audience, n.classification, '{}'), '{}', '{}', n.tags
    FROM new_rows n
    LEFT JOIN person o ON o.id = n.owner_id
    LEFT JOIN department d ON d.id = n.department_id
    RETURNING site_id, ordinal
  ), texts AS (
    INSERT INTO site_text (site_id, ordinal, body)
    SELECT n.id, made.ordinal, site_body(n.title, n.slug, n.purpose, n.live_url, n.expected_url, n.project_id, o.name, o.email)
      FROM made JOIN new_rows n ON n.id = made.site_id LEFT JOIN person o ON o.id = n.owner_id
  )
  INSERT INTO site_stale (ordinal) SELECT ordinal FROM made;
  IF EXISTS (SELECT FROM site_data_source WHERE site_id = ANY (ids)) THEN
    PERFORM site_index_refresh(ids);
  END IF;
  PERFORM site_changed_notify(ids);
  RETURN NULL;
END $$;
DROP FUNCTION site_index_insert(uuid[]);

-- ---------------------------------------------------------------------------------------------- changed Sites

-- What a Site uses is not a part of its row, and the name of its owner only where the owner is another: the rest is kept
-- already, and follows by the triggers of sources, people and departments.
CREATE OR REPLACE FUNCTION site_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[] := ARRAY(SELECT id FROM new_rows);
  reworded uuid[];
  rehomed boolean;
BEGIN
  IF ids = '{}' THEN
    RETURN NULL;
  END IF;
  SELECT array_agg(n.id) FILTER (WHERE (n.title, n.slug, n.purpose, n.live_url, n.expected_url, n.project_id, n.owner_id)
           IS DISTINCT FROM (o.title, o.slug, o.purpose, o.live_url, o.expected_url, o.project_id, o.owner_id)),
         bool_or((n.owner_id, n.department_id) IS DISTINCT FROM (o.owner_id, o.department_id))
    INTO reworded, rehomed
    FROM new_rows n JOIN old_rows o ON o.id = n.id;
  IF rehomed THEN
    PERFORM 1 FROM person WHERE id IN (SELECT owner_id FROM new_rows) ORDER BY id FOR SHARE;
    PERFORM 1 FROM department WHERE id IN (SELECT department_id FROM new_rows) ORDER BY id FOR SHARE;
  END IF;
  WITH moved AS (
    UPDATE site_index i SET
      title_sort = lower(n.title), state = n.state, audience = n.audience, observed_mode = n.observed_mode, classification = n.classification,
      department_id = n.department_id,
      department_sort = CASE WHEN n.department_id IS NOT DISTINCT FROM i.department_id THEN i.department_sort
        ELSE (SELECT lower(d.name) FROM department d WHERE d.id = n.department_id) END,
      owner_id = n.owner_id,
      owner_sort = CASE WHEN n.owner_id IS NOT DISTINCT FROM i.owner_id THEN i.owner_sort
        ELSE (SELECT lower(o.name) FROM person o WHERE o.id = n.owner_id) END,
      owner_status = CASE WHEN n.owner_id IS NOT DISTINCT FROM i.owner_id THEN i.owner_status
        ELSE site_owner_status(n.owner_id, (SELECT o.deactivated_at FROM person o WHERE o.id = n.owner_id)) END,
      successor_id = n.successor_id, expires_at = n.expires_at, review_due_at = n.review_due_at, last_reviewed_at = n.last_reviewed_at,
      last_visited_at = n.last_visited_at, official_since = n.official_since, created_at = n.created_at, updated_at = n.updated_at,
      completeness = site_completeness(n.title, n.owner_id, n.department_id, n.expires_at, n.data_source_note),
      drifted = n.drift <> 'none', over_exposed = site_over_exposed(n.observed_mode, n.audience, n.classification, i.sensitivities),
      tags = n.tags
    FROM new_rows n WHERE i.site_id = n.id
    RETURNING i.ordinal
  )
  INSERT INTO site_stale (ordinal) SELECT ordinal FROM moved;
  IF reworded IS NOT NULL THEN
    PERFORM site_text_refresh(reworded);
  END IF;
  PERFORM site_changed_notify(ids);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION site_sources_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[] := ARRAY(SELECT DISTINCT site_id FROM changed_rows);
BEGIN
  IF ids <> '{}' THEN
    -- One after the other: each works out the row from what the others have committed.
    PERFORM 1 FROM site WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
    PERFORM 1 FROM data_source WHERE id IN (SELECT source_id FROM changed_rows) ORDER BY id FOR SHARE;
    PERFORM site_index_refresh(ids);
  END IF;
  RETURN NULL;
END $$;

-- ---------------------------------------------------------------------------------------------- audit

-- As before, with the events of a call written by one statement: the chain is worked out in a loop, which only hashes.
CREATE OR REPLACE FUNCTION audit_append(bodies text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head audit_head%ROWTYPE;
  last bigint;
  link text;
  event_body text;
  links text[]; -- the hash before each event, and the last one's own
BEGIN
  IF coalesce(cardinality(bodies), 0) = 0 THEN
    RETURN NULL;
  END IF;
  SELECT * INTO STRICT head FROM audit_head WHERE id = 1 FOR UPDATE;
  last := head.seq;
  link := head.hash;
  links := ARRAY[link];
  FOREACH event_body IN ARRAY bodies LOOP
    last := last + 1;
    link := encode(sha256(convert_to(link || E'\n' || last || E'\n' || event_body, 'UTF8')), 'hex');
    links := links || link;
  END LOOP;
  INSERT INTO audit_event (seq, id, at, type, actor_id, site_id, request_id, correlation_id, body, prev_hash, hash)
  SELECT head.seq + e.place, (parsed ->> 'id')::uuid, (parsed ->> 'at')::timestamptz, parsed ->> 'type', (parsed #>> '{actor,id}')::uuid,
         (parsed #>> '{site,id}')::uuid, (parsed #>> '{request,id}')::uuid, parsed ->> 'correlationId', e.body, e.prev_hash, e.hash
    FROM (
      SELECT *, body::jsonb AS parsed FROM unnest(bodies, links, links[2:]) WITH ORDINALITY u (body, prev_hash, hash, place)
       WHERE place <= cardinality(bodies) OFFSET 0 -- so that each body is parsed once
    ) e;
  UPDATE audit_head SET seq = last, hash = link WHERE id = 1;
  RETURN last;
END $$;
