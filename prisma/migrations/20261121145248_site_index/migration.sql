-- What lists read: one narrow row a Site, one searchable text a Site, and bitmaps that counts are made of.
-- All of it is derived from the record by the triggers below, in the transaction of the change, and can be thrown away
-- and made again by site_index_rebuild(). Why it is built this way: docs/decisions/0013-lists-of-a-million.md.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- ---------------------------------------------------------------------------------------------- the row

CREATE TABLE site_index (
  site_id          uuid PRIMARY KEY REFERENCES site (id) ON DELETE CASCADE,
  -- The Site's place in the bitmaps, from 1. Given once; a rolled-back insert leaves a gap, which costs a bit.
  ordinal          int GENERATED ALWAYS AS IDENTITY,
  title_sort       text NOT NULL,
  state            "SiteState" NOT NULL,
  audience         "AudienceMode" NOT NULL,
  observed_mode    "ObservedMode",
  classification   "Classification" NOT NULL,
  department_id    uuid,
  department_sort  text,
  owner_id         uuid,
  owner_sort       text,
  owner_status     text NOT NULL,
  successor_id     uuid,
  expires_at       timestamptz(3),
  review_due_at    timestamptz(3),
  last_reviewed_at timestamptz(3),
  last_visited_at  timestamptz(3),
  official_since   timestamptz(3),
  created_at       timestamptz(3) NOT NULL,
  updated_at       timestamptz(3) NOT NULL,
  -- How many of the five required fields are there.
  completeness     smallint NOT NULL,
  drifted          boolean NOT NULL,
  over_exposed     boolean NOT NULL,
  sensitivities    text[] NOT NULL,
  source_ids       uuid[] NOT NULL,
  tags             text[] NOT NULL
);

-- `conditionsOf`, `missingFields` and `isOverExposed` of lib/domain/site.ts, said in SQL; a test holds the two together.
CREATE VIEW site_index_of AS
SELECT
  s.id AS site_id,
  lower(s.title) AS title_sort,
  s.state, s.audience, s.observed_mode, s.classification,
  s.department_id, lower(d.name) AS department_sort,
  s.owner_id, lower(o.name) AS owner_sort,
  CASE WHEN s.owner_id IS NULL THEN 'none' WHEN o.deactivated_at IS NULL THEN 'active' ELSE 'deactivated' END AS owner_status,
  s.successor_id,
  s.expires_at, s.review_due_at, s.last_reviewed_at, s.last_visited_at, s.official_since, s.created_at, s.updated_at,
  ((btrim(s.title) <> '')::int + (s.owner_id IS NOT NULL)::int + (s.department_id IS NOT NULL)::int
    + (s.expires_at IS NOT NULL)::int + (coalesce(btrim(s.data_source_note), '') <> '')::int)::smallint AS completeness,
  s.drift <> 'none' AS drifted,
  (s.observed_mode IS NOT DISTINCT FROM 'public'
    OR ((s.audience = 'workspace_all' OR s.observed_mode IS NOT DISTINCT FROM 'workspace_all')
        AND (s.classification <> 'company_wide'
             OR x.sensitivities && ARRAY['customer', 'financial', 'employee', 'legal', 'security', 'production', 'regulated']))) AS over_exposed,
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

-- ---------------------------------------------------------------------------------------------- the text

-- Apart from the row, because a change of the row must not write the trigrams again. The fields are parted by a
-- character that no field holds, so that nothing is found across two of them.
CREATE TABLE site_text (
  site_id uuid PRIMARY KEY REFERENCES site (id) ON DELETE CASCADE,
  ordinal int NOT NULL, -- that of site_index: where counts find the bit of a text that matches
  body    text NOT NULL
);

-- What of a text has no trigrams, for those are made of letters and digits: signs, emoji, and letters beyond ASCII, which
-- have some in one locale and none in the next. Few texts have any.
CREATE FUNCTION site_signs(body text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT c), '{}') FROM unnest(string_to_array(translate(body, 'abcdefghijklmnopqrstuvwxyz0123456789 ./:@_-' || E'\x1f', ''), NULL)) c
$$;

-- A thousand texts by chance, to tell how common a word is before searching for it.
CREATE TABLE site_text_sample (body text NOT NULL);

CREATE FUNCTION site_text_sample_again() RETURNS void LANGUAGE sql AS $$
  DELETE FROM site_text_sample;
  INSERT INTO site_text_sample
  SELECT t.body FROM (SELECT DISTINCT 1 + floor(random() * n.most)::int AS ordinal FROM (SELECT max(ordinal) AS most FROM site_index) n, generate_series(1, 1000)) pick
    JOIN site_index i ON i.ordinal = pick.ordinal JOIN site_text t ON t.site_id = i.site_id
$$;

CREATE VIEW site_text_of AS
SELECT s.id AS site_id,
       lower(concat_ws(E'\x1f', s.title, s.slug, s.purpose, s.live_url, s.expected_url, s.project_id, o.name, o.email)) AS body
  FROM site s LEFT JOIN person o ON o.id = s.owner_id;

-- ---------------------------------------------------------------------------------------------- the bitmaps

-- One row a facet value and 63,488 Sites (7,936 bytes: what a page holds beside its headers). A row of zeros isn't kept.
--   facets        state, audience, ... : the values themselves; `all`: every Site there is
--   conditions    as of the instants in site_bitmap_clock
--   dates         `date.expires` and so on: the hour since 2000 in binary, one row a digit; `some`: there is a date
CREATE TABLE site_bitmap (
  facet text NOT NULL,
  value text NOT NULL,
  chunk int NOT NULL,
  ones  int NOT NULL,
  bits  bit(63488) NOT NULL,
  PRIMARY KEY (facet, value, chunk)
);
ALTER TABLE site_bitmap ALTER COLUMN bits SET STORAGE PLAIN;
ALTER TABLE site_bitmap SET (autovacuum_vacuum_scale_factor = 0.5, autovacuum_vacuum_threshold = 200);

-- Sites whose bits are out of date: counted one by one until a fold brings their bits up to date. Insert only, so that
-- no writer waits for another; a fold takes out exactly the rows it saw.
CREATE TABLE site_stale (ordinal int NOT NULL);

-- The instants that the bits of time-bound conditions hold for.
CREATE TABLE site_bitmap_clock (
  id              int PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  at              timestamptz(3) NOT NULL,
  expiring_before timestamptz(3) NOT NULL,
  inactive_before timestamptz(3) NOT NULL
);
INSERT INTO site_bitmap_clock (at, expiring_before, inactive_before) VALUES (now(), now() + interval '30 days', now() - interval '90 days');

-- Whole hours since 2000, held within twenty binary digits (until 2119).
CREATE FUNCTION site_hour(at timestamptz) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT greatest(0, least(1048575, floor((date_part('epoch', at) - 946684800) / 3600)))::int
$$;

-- The bits of a Site but for its dates, as facet and value.
CREATE FUNCTION site_bits_of(i site_index, c site_bitmap_clock) RETURNS TABLE (facet text, value text)
LANGUAGE sql STABLE AS $$
  SELECT v.facet, v.value FROM (VALUES
    ('all', ''),
    ('state', i.state::text),
    ('audience', i.audience::text),
    ('observed', coalesce(i.observed_mode::text, 'none')),
    ('classification', i.classification::text),
    ('department', coalesce(i.department_id::text, 'none')),
    ('ownerStatus', i.owner_status),
    ('successor', CASE WHEN i.successor_id IS NULL THEN 'none' END),
    ('completeness', (i.completeness * 20)::text),
    ('condition', CASE WHEN i.state <> 'retired' AND i.expires_at <= c.at THEN 'expired' END),
    ('condition', CASE WHEN i.state <> 'retired' AND i.expires_at > c.at AND i.expires_at < c.expiring_before THEN 'expiring' END),
    ('condition', CASE WHEN i.state <> 'retired' AND i.review_due_at <= c.at THEN 'review_due' END),
    ('condition', CASE WHEN i.state = 'live' AND i.last_visited_at <= c.inactive_before THEN 'inactive' END),
    ('condition', CASE WHEN i.state <> 'retired' AND i.owner_status <> 'active' THEN 'ownerless' END),
    ('condition', CASE WHEN i.state <> 'retired' AND i.drifted THEN 'drifted' END),
    ('condition', CASE WHEN i.state <> 'retired' AND i.completeness < 5 THEN 'incomplete' END),
    ('condition', CASE WHEN i.state <> 'retired' AND i.over_exposed THEN 'over_exposed' END),
    ('source', CASE WHEN i.source_ids = '{}' THEN 'none' END),
    ('sensitivity', CASE WHEN i.source_ids = '{}' THEN 'none' END),
    ('tag', CASE WHEN i.tags = '{}' THEN 'none' END)
  ) v (facet, value) WHERE v.value IS NOT NULL
  UNION ALL SELECT 'source', unnest(i.source_ids)::text
  UNION ALL SELECT 'sensitivity', unnest(i.sensitivities)
  UNION ALL SELECT 'tag', 'tag:' || unnest(i.tags)
$$;

-- The bits of some Sites of one chunk, 64 at a time: the n-th word of a facet's value, from 1.
CREATE FUNCTION site_bit_words(ordinals int[]) RETURNS TABLE (facet text, value text, n int, word bigint) LANGUAGE plpgsql STABLE AS $$
DECLARE
  each record;
BEGIN
  RETURN QUERY
    SELECT b.facet, b.value, (i.ordinal - 1) % 63488 / 64 + 1, bit_or(1::bigint << (63 - (i.ordinal - 1) % 64))
      FROM site_index i CROSS JOIN site_bitmap_clock c CROSS JOIN LATERAL site_bits_of(i, c) b
     WHERE i.ordinal = ANY (ordinals)
     GROUP BY 1, 2, 3;
  -- A date has some ten bits; as aggregates of one pass they cost a tenth of what rows would.
  FOR each IN
    SELECT d.facet, d.name, string_agg(format('bit_or((hour >> %s & 1)::bigint << shift)', k), ', ' ORDER BY k) AS digits
      FROM (VALUES
        ('date.expires', 'expires_at'), ('date.reviewDue', 'review_due_at'), ('date.reviewed', 'last_reviewed_at'), ('date.visited', 'last_visited_at'),
        ('date.official', 'official_since'), ('date.created', 'created_at'), ('date.updated', 'updated_at')
      ) d (facet, name) CROSS JOIN generate_series(0, 19) k
     GROUP BY 1, 2
  LOOP
    RETURN QUERY EXECUTE format($q$
      SELECT %1$L, digit.value, w.n, digit.word FROM (
        SELECT n, ARRAY[bit_or(1::bigint << shift), %2$s] AS words
          FROM (SELECT site_hour(%3$I) AS hour, (ordinal - 1) %% 63488 / 64 + 1 AS n, 63 - (ordinal - 1) %% 64 AS shift
                  FROM site_index WHERE ordinal = ANY ($1) AND %3$I IS NOT NULL OFFSET 0) i
         GROUP BY n
      ) w CROSS JOIN LATERAL unnest('{some,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19}'::text[], w.words) digit (value, word)
      WHERE digit.word <> 0$q$, each.facet, each.digits, each.name) USING ordinals;
  END LOOP;
END $$;

-- A chunk of bits from words at places from 1; other words are zero.
CREATE FUNCTION site_bits(places int[], words bigint[]) RETURNS bit(63488) LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  few bit(63488) := 0::bit(63488);
  parts text[];
BEGIN
  IF coalesce(cardinality(places), 0) <= 40 THEN -- putting a word in costs 10 microseconds, writing all of them 500
    FOR at IN 1 .. coalesce(cardinality(places), 0) LOOP
      few := overlay(few PLACING words[at]::bit(64) FROM (places[at] - 1) * 64 + 1);
    END LOOP;
    RETURN few;
  END IF;
  parts := array_fill(repeat('0', 64), ARRAY[992]);
  FOR at IN 1 .. cardinality(places) LOOP
    parts[places[at]] := words[at]::bit(64)::text;
  END LOOP;
  RETURN array_to_string(parts, '')::bit(63488);
END $$;

-- Brings the bits of some Sites of one chunk up to date.
CREATE FUNCTION site_bitmap_write(which int, ordinals int[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  touched bit(63488);
BEGIN
  SELECT site_bits(array_agg(n), array_agg(word)) INTO touched FROM (
    SELECT (o - 1) % 63488 / 64 + 1 AS n, bit_or(1::bigint << (63 - (o - 1) % 64)) AS word FROM unnest(ordinals) o GROUP BY 1) t;
  INSERT INTO site_bitmap (facet, value, chunk, ones, bits)
  SELECT facet, value, which, bit_count(bits), bits FROM (
    SELECT coalesce(b.facet, f.facet) AS facet, coalesce(b.value, f.value) AS value, b.bits AS old,
           CASE WHEN b.bits IS NULL THEN f.bits WHEN f.bits IS NULL THEN b.bits & ~touched ELSE (b.bits & ~touched) | f.bits END AS bits
      FROM (SELECT * FROM site_bitmap WHERE chunk = which) b
      FULL JOIN (
        SELECT w.facet, w.value, site_bits(array_agg(w.n), array_agg(w.word)) AS bits FROM site_bit_words(ordinals) w GROUP BY 1, 2
      ) f ON f.facet = b.facet AND f.value = b.value
  ) merged WHERE bits IS DISTINCT FROM old
  ON CONFLICT (facet, value, chunk) DO UPDATE SET ones = excluded.ones, bits = excluded.bits;
  DELETE FROM site_bitmap WHERE chunk = which AND ones = 0;
END $$;

-- Brings the bits up to date: of every Site that changed since the last time, and of those for which time has passed
-- a bound of their conditions. Returns how many Sites; null when another fold is under way. Readers see all of a fold
-- or nothing of it, and writers are not held up.
CREATE FUNCTION site_bitmap_fold(at_ timestamptz, expiring_before_ timestamptz, inactive_before_ timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  was site_bitmap_clock%ROWTYPE;
  stale int[];
  part record;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('site_bitmap_fold')) THEN
    RETURN NULL;
  END IF;
  SELECT * INTO STRICT was FROM site_bitmap_clock;
  -- What changes after this DELETE has seen its rows leaves a row of its own for the next fold.
  WITH gone AS (DELETE FROM site_stale RETURNING ordinal)
  SELECT array_agg(DISTINCT ordinal) INTO stale FROM (
    SELECT ordinal FROM gone
    UNION ALL
    SELECT i.ordinal FROM site_index i
     WHERE i.expires_at BETWEEN least(was.at, at_) AND greatest(was.at, at_)
        OR i.expires_at BETWEEN least(was.expiring_before, expiring_before_) AND greatest(was.expiring_before, expiring_before_)
        OR i.review_due_at BETWEEN least(was.at, at_) AND greatest(was.at, at_)
        OR i.last_visited_at BETWEEN least(was.inactive_before, inactive_before_) AND greatest(was.inactive_before, inactive_before_)
  ) s;
  UPDATE site_bitmap_clock SET at = at_, expiring_before = expiring_before_, inactive_before = inactive_before_;
  FOR part IN SELECT (o - 1) / 63488 AS chunk, array_agg(o) AS ordinals FROM unnest(stale) o GROUP BY 1 ORDER BY 1 LOOP
    PERFORM site_bitmap_write(part.chunk, part.ordinals);
  END LOOP;
  RETURN coalesce(cardinality(stale), 0);
END $$;

-- ---------------------------------------------------------------------------------------------- upkeep

CREATE FUNCTION site_index_refresh(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  WITH moved AS (
    UPDATE site_index i SET
      title_sort = v.title_sort, state = v.state, audience = v.audience, observed_mode = v.observed_mode,
      classification = v.classification, department_id = v.department_id, department_sort = v.department_sort,
      owner_id = v.owner_id, owner_sort = v.owner_sort, owner_status = v.owner_status, successor_id = v.successor_id,
      expires_at = v.expires_at, review_due_at = v.review_due_at, last_reviewed_at = v.last_reviewed_at,
      last_visited_at = v.last_visited_at, official_since = v.official_since, created_at = v.created_at,
      updated_at = v.updated_at, completeness = v.completeness, drifted = v.drifted, over_exposed = v.over_exposed,
      sensitivities = v.sensitivities, source_ids = v.source_ids, tags = v.tags
    FROM site_index_of v WHERE v.site_id = i.site_id AND v.site_id = ANY (ids)
    RETURNING i.ordinal
  )
  INSERT INTO site_stale (ordinal) SELECT ordinal FROM moved
$$;

CREATE FUNCTION site_text_refresh(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  UPDATE site_text t SET body = v.body FROM site_text_of v WHERE v.site_id = t.site_id AND v.site_id = ANY (ids) AND t.body <> v.body
$$;

CREATE FUNCTION site_index_insert(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  WITH made AS (
    INSERT INTO site_index (
      site_id, title_sort, state, audience, observed_mode, classification, department_id, department_sort, owner_id, owner_sort,
      owner_status, successor_id, expires_at, review_due_at, last_reviewed_at, last_visited_at, official_since, created_at,
      updated_at, completeness, drifted, over_exposed, sensitivities, source_ids, tags)
    SELECT
      site_id, title_sort, state, audience, observed_mode, classification, department_id, department_sort, owner_id, owner_sort,
      owner_status, successor_id, expires_at, review_due_at, last_reviewed_at, last_visited_at, official_since, created_at,
      updated_at, completeness, drifted, over_exposed, sensitivities, source_ids, tags
    FROM site_index_of WHERE site_id = ANY (ids)
    RETURNING site_id, ordinal
  ), texts AS (
    INSERT INTO site_text (site_id, ordinal, body) SELECT made.site_id, made.ordinal, v.body FROM made JOIN site_text_of v USING (site_id) WHERE v.site_id = ANY (ids)
  )
  INSERT INTO site_stale (ordinal) SELECT ordinal FROM made
$$;

-- Tells open lists what changed, when the change is committed.
CREATE FUNCTION site_changed_notify(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('site_changed', CASE
    WHEN cardinality(ids) <= 100 THEN json_build_object('ids', ids)::text
    ELSE json_build_object('many', cardinality(ids))::text
  END);
END $$;

CREATE FUNCTION site_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[] := ARRAY(SELECT id FROM new_rows);
BEGIN
  IF ids <> '{}' THEN
    PERFORM site_index_insert(ids);
    PERFORM site_changed_notify(ids);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER site_inserted AFTER INSERT ON site
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION site_inserted();

CREATE FUNCTION site_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[] := ARRAY(SELECT id FROM new_rows);
  reworded uuid[];
BEGIN
  IF ids = '{}' THEN
    RETURN NULL;
  END IF;
  PERFORM site_index_refresh(ids);
  reworded := ARRAY(
    SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
     WHERE (n.title, n.slug, n.purpose, n.live_url, n.expected_url, n.project_id, n.owner_id)
        IS DISTINCT FROM (o.title, o.slug, o.purpose, o.live_url, o.expected_url, o.project_id, o.owner_id));
  IF reworded <> '{}' THEN
    PERFORM site_text_refresh(reworded);
  END IF;
  PERFORM site_changed_notify(ids);
  RETURN NULL;
END $$;
CREATE TRIGGER site_updated AFTER UPDATE ON site
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION site_updated();

CREATE FUNCTION site_sources_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[] := ARRAY(SELECT DISTINCT site_id FROM changed_rows);
BEGIN
  IF ids <> '{}' THEN
    PERFORM site_index_refresh(ids);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER site_sources_added AFTER INSERT ON site_data_source
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION site_sources_changed();
CREATE TRIGGER site_sources_removed AFTER DELETE ON site_data_source
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION site_sources_changed();

-- People, departments and sources are renamed rarely; then every Site of theirs is written again.
CREATE FUNCTION site_person_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[] := ARRAY(
    SELECT s.id FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN site s ON s.owner_id = n.id
     WHERE (n.name, n.email, n.deactivated_at IS NULL) IS DISTINCT FROM (o.name, o.email, o.deactivated_at IS NULL));
BEGIN
  IF ids <> '{}' THEN
    PERFORM site_index_refresh(ids);
    PERFORM site_text_refresh(ids);
    PERFORM site_changed_notify(ids);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER site_person_changed AFTER UPDATE ON person
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION site_person_changed();

CREATE FUNCTION site_department_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[] := ARRAY(
    SELECT s.id FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN site s ON s.department_id = n.id WHERE n.name <> o.name);
BEGIN
  IF ids <> '{}' THEN
    PERFORM site_index_refresh(ids);
    PERFORM site_changed_notify(ids);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER site_department_changed AFTER UPDATE ON department
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION site_department_changed();

CREATE FUNCTION site_source_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[] := ARRAY(
    SELECT DISTINCT u.site_id FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN site_data_source u ON u.source_id = n.id
     WHERE n.sensitivity <> o.sensitivity);
BEGIN
  IF ids <> '{}' THEN
    PERFORM site_index_refresh(ids);
    PERFORM site_changed_notify(ids);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER site_source_changed AFTER UPDATE ON data_source
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION site_source_changed();

-- ---------------------------------------------------------------------------------------------- indexes

-- The planner weighs a trigram search against a walk by how common a pattern is in a sample of the texts: a larger
-- sample than usual, because what is typed is mostly rare.
ALTER TABLE site_text ALTER COLUMN body SET STATISTICS 2000;

-- New texts wait in a list of up to 16 MB: sorting them in by the 4 MB that are usual took a third of an import's time.
-- Kept by name, so that a rebuild can load without them. The sort indexes carry the usual filters, so that a walk past
-- rows that don't fit needs no visit to the table.
CREATE FUNCTION site_index_indexes() RETURNS TABLE (name text, definition text) LANGUAGE sql IMMUTABLE AS $$ VALUES
  ('site_index_ordinal', 'CREATE UNIQUE INDEX site_index_ordinal ON site_index (ordinal)'),
  ('site_index_opened',  'CREATE INDEX site_index_opened ON site_index (audience, state, expires_at, site_id)'),
  ('site_index_title',   'CREATE INDEX site_index_title ON site_index (title_sort, site_id) INCLUDE (state, audience, classification, department_id)'),
  ('site_index_owner',   'CREATE INDEX site_index_owner ON site_index (owner_sort, site_id) INCLUDE (state, audience, classification, department_id)'),
  ('site_index_dept',    'CREATE INDEX site_index_dept ON site_index (department_sort, site_id) INCLUDE (state, audience, classification, department_id)'),
  ('site_index_expires', 'CREATE INDEX site_index_expires ON site_index (expires_at, site_id) INCLUDE (state, audience, classification, department_id)'),
  ('site_index_due',     'CREATE INDEX site_index_due ON site_index (review_due_at, site_id) INCLUDE (state, audience, classification, department_id)'),
  ('site_index_reviewed','CREATE INDEX site_index_reviewed ON site_index (last_reviewed_at, site_id) INCLUDE (state, audience, classification, department_id)'),
  ('site_index_visited', 'CREATE INDEX site_index_visited ON site_index (last_visited_at, site_id) INCLUDE (state, audience, classification, department_id)'),
  ('site_index_created', 'CREATE INDEX site_index_created ON site_index (created_at, site_id) INCLUDE (state, audience, classification, department_id)'),
  ('site_index_updated', 'CREATE INDEX site_index_updated ON site_index (updated_at, site_id) INCLUDE (state, audience, classification, department_id)'),
  ('site_index_official','CREATE INDEX site_index_official ON site_index (official_since, site_id) WHERE official_since IS NOT NULL'),
  ('site_index_owner_id','CREATE INDEX site_index_owner_id ON site_index (owner_id)'),
  ('site_index_successor','CREATE INDEX site_index_successor ON site_index (successor_id) WHERE successor_id IS NOT NULL'),
  ('site_index_dept_id', 'CREATE INDEX site_index_dept_id ON site_index (department_id)'),
  ('site_index_state',   'CREATE INDEX site_index_state ON site_index (state)'),
  ('site_index_observed','CREATE INDEX site_index_observed ON site_index (observed_mode)'),
  ('site_index_class',   'CREATE INDEX site_index_class ON site_index (classification)'),
  ('site_index_complete','CREATE INDEX site_index_complete ON site_index (completeness)'),
  ('site_text_signs',    'CREATE INDEX site_text_signs ON site_text USING gin (site_signs(body))'),
  ('site_text_body',     'CREATE INDEX site_text_body ON site_text USING gin (body gin_trgm_ops) WITH (gin_pending_list_limit = 16384)')
$$;

-- Throws everything derived away and makes it again, in one transaction.
CREATE FUNCTION site_index_rebuild() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  each record;
BEGIN
  FOR each IN SELECT * FROM site_index_indexes() LOOP
    EXECUTE format('DROP INDEX IF EXISTS %I', each.name);
  END LOOP;
  TRUNCATE site_index, site_text, site_bitmap, site_stale RESTART IDENTITY;
  INSERT INTO site_index (
    site_id, title_sort, state, audience, observed_mode, classification, department_id, department_sort, owner_id, owner_sort,
    owner_status, successor_id, expires_at, review_due_at, last_reviewed_at, last_visited_at, official_since, created_at,
    updated_at, completeness, drifted, over_exposed, sensitivities, source_ids, tags)
  SELECT
    site_id, title_sort, state, audience, observed_mode, classification, department_id, department_sort, owner_id, owner_sort,
    owner_status, successor_id, expires_at, review_due_at, last_reviewed_at, last_visited_at, official_since, created_at,
    updated_at, completeness, drifted, over_exposed, sensitivities, source_ids, tags
  FROM site_index_of ORDER BY site_id;
  INSERT INTO site_text (site_id, ordinal, body) SELECT v.site_id, i.ordinal, v.body FROM site_text_of v JOIN site_index i USING (site_id) ORDER BY v.site_id;
  FOR each IN SELECT * FROM site_index_indexes() LOOP
    EXECUTE each.definition;
  END LOOP;
  ANALYZE site_index;
  ANALYZE site_text;
  PERFORM site_text_sample_again();
  FOR each IN SELECT chunk FROM generate_series(0, (SELECT coalesce(max(ordinal), 0) - 1 FROM site_index) / 63488) chunk LOOP
    PERFORM site_bitmap_write(each.chunk, ARRAY(
      SELECT ordinal FROM site_index WHERE ordinal > each.chunk * 63488 AND ordinal <= (each.chunk + 1) * 63488));
  END LOOP;
END $$;

SELECT site_index_rebuild();
REVOKE EXECUTE ON FUNCTION site_index_rebuild() FROM PUBLIC;

-- New texts wait in a list that every search reads through; this sorts them in. The index belongs to whoever migrated.
CREATE FUNCTION site_text_tidy() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT gin_clean_pending_list('site_text_body') + gin_clean_pending_list('site_text_signs')
$$;
