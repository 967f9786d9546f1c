-- Inactivity by classification: what counts as inactive hangs on four instants, in the order of the enum
-- "Classification" (personal_draft, team_internal, company_wide, external_candidate). Nothing else of the bits changes,
-- so those that are there stay true: all four begin as the one instant that held for every Site.

ALTER TABLE site_bitmap_clock
  ALTER COLUMN inactive_before TYPE timestamptz(3)[] USING array_fill(inactive_before, ARRAY[4]),
  ADD CHECK (cardinality(inactive_before) = 4 AND array_position(inactive_before, NULL) IS NULL);

-- The instant of a Site's classification.
CREATE FUNCTION site_inactive_before(of "Classification", instants timestamptz[]) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT instants[CASE of WHEN 'personal_draft' THEN 1 WHEN 'team_internal' THEN 2 WHEN 'company_wide' THEN 3 WHEN 'external_candidate' THEN 4 END]
$$;

CREATE OR REPLACE FUNCTION site_bits_of(i site_index, c site_bitmap_clock) RETURNS TABLE (facet text, value text)
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
    ('condition', CASE WHEN i.state = 'live' AND i.last_visited_at <= site_inactive_before(i.classification, c.inactive_before) THEN 'inactive' END),
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

-- As before, with an instant for each classification. A visit may have passed a bound of its own classification only.
DROP FUNCTION site_bitmap_fold(timestamptz, timestamptz, timestamptz);
CREATE FUNCTION site_bitmap_fold(at_ timestamptz, expiring_before_ timestamptz, inactive_before_ timestamptz[]) RETURNS int LANGUAGE plpgsql AS $$
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
    UNION ALL
    SELECT i.ordinal
      FROM unnest(enum_range(NULL::"Classification"), was.inactive_before, inactive_before_) b (classification, before, after)
      JOIN site_index i ON i.last_visited_at BETWEEN least(b.before, b.after) AND greatest(b.before, b.after) AND i.classification = b.classification
  ) s;
  UPDATE site_bitmap_clock SET at = at_, expiring_before = expiring_before_, inactive_before = inactive_before_;
  FOR part IN SELECT (o - 1) / 63488 AS chunk, array_agg(o) AS ordinals FROM unnest(stale) o GROUP BY 1 ORDER BY 1 LOOP
    PERFORM site_bitmap_write(part.chunk, part.ordinals);
  END LOOP;
  RETURN coalesce(cardinality(stale), 0);
END $$;
