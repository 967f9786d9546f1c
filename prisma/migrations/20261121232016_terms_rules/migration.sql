-- Drift incidents follow the record by themselves, and jobs take up what the database has noted.

-- ---------------------------------------------------------------------------------------------- drift incidents

CREATE INDEX drift_incident_untold ON drift_incident (site_id) WHERE told_at IS NULL OR (closed_at IS NOT NULL AND end_told_at IS NULL);
CREATE INDEX drift_incident_listed ON drift_incident (opened_at DESC, id DESC) WHERE closed_at IS NULL;

-- Opens, updates or closes the incident of a Site as it is now. Wider is one, and so is different: it lets in people who
-- were not approved. What is shown to be shut lets nobody in, whatever its access says.
CREATE FUNCTION drift_incident_follow(s site, at timestamptz, by_decision boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  known drift_incident;
  is_shut boolean := coalesce(s.platform_status, '') ~* 'suspend|disabled' OR EXISTS (
    SELECT FROM enforcement e
     WHERE e.site_id = s.id AND e.aspect = 'availability' AND e.state = 'confirmed' AND e.wanted ->> 'open' = 'false');
BEGIN
  SELECT * INTO known FROM drift_incident WHERE site_id = s.id AND closed_at IS NULL;
  IF s.drift IN ('wider', 'different') AND s.observed_mode IS NOT NULL AND s.state <> 'retired' AND NOT is_shut THEN
    IF known.id IS NULL THEN
      INSERT INTO drift_incident (id, site_id, drift, observed_mode, observed_revision, opened_at)
      VALUES (uuidv7(), s.id, s.drift, s.observed_mode, s.observed_revision, at);
    ELSIF s.observed_mode = 'public' AND known.observed_mode <> 'public' THEN
      -- Another thing than what was told and taken on: it begins to be told anew.
      UPDATE drift_incident
         SET drift = s.drift, observed_mode = 'public', observed_revision = s.observed_revision,
             told_at = NULL, acknowledged_at = NULL, acknowledged_by_id = NULL, note = NULL
       WHERE id = known.id;
    ELSIF (s.drift, s.observed_mode) <> (known.drift, known.observed_mode) THEN
      UPDATE drift_incident SET drift = s.drift, observed_mode = s.observed_mode, observed_revision = s.observed_revision WHERE id = known.id;
      RETURN;
    ELSE
      RETURN;
    END IF;
  ELSIF known.id IS NULL THEN
    RETURN;
  ELSE
    UPDATE drift_incident
       SET closed_at = at,
           ending = (CASE WHEN is_shut OR s.state = 'retired' THEN 'disabled' WHEN by_decision THEN 'approved' ELSE 'resolved' END)::"IncidentEnding"
     WHERE id = known.id;
  END IF;
  PERFORM graphile_worker.add_job('tell-incidents', payload => '{}'::json, job_key => 'tell-incidents all');
END $$;

CREATE FUNCTION site_moves_incident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM drift_incident_follow(NEW, NEW.updated_at,
    TG_OP = 'UPDATE' AND (NEW.audience_approved_at, NEW.owner_id) IS DISTINCT FROM (OLD.audience_approved_at, OLD.owner_id));
  RETURN NULL;
END $$;
CREATE TRIGGER site_arrives_with_incident AFTER INSERT ON site
  FOR EACH ROW WHEN (NEW.drift IN ('wider', 'different')) EXECUTE FUNCTION site_moves_incident();
CREATE TRIGGER site_moves_incident AFTER UPDATE ON site
  FOR EACH ROW WHEN (
    (NEW.drift, NEW.observed_mode, NEW.state, NEW.platform_status) IS DISTINCT FROM (OLD.drift, OLD.observed_mode, OLD.state, OLD.platform_status)
  ) EXECUTE FUNCTION site_moves_incident();

-- A confirmed closing ends an incident; one that no longer holds begins another.
CREATE FUNCTION closing_moves_incident() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  about site;
BEGIN
  SELECT * INTO about FROM site WHERE id = NEW.site_id;
  PERFORM drift_incident_follow(about, greatest(about.updated_at, NEW.requested_at, NEW.settled_at), false);
  RETURN NULL;
END $$;
CREATE TRIGGER closing_moves_incident AFTER UPDATE ON enforcement
  FOR EACH ROW WHEN (NEW.aspect = 'availability' AND (NEW.state = 'confirmed') <> (OLD.state = 'confirmed'))
  EXECUTE FUNCTION closing_moves_incident();

-- Sites that have drifted already.
INSERT INTO drift_incident (id, site_id, drift, observed_mode, observed_revision, opened_at)
SELECT uuidv7(), s.id, s.drift, s.observed_mode, s.observed_revision, coalesce(s.observed_at, s.updated_at)
  FROM site s
 WHERE s.drift IN ('wider', 'different') AND s.observed_mode IS NOT NULL AND s.state <> 'retired'
   AND coalesce(s.platform_status, '') !~* 'suspend|disabled'
   AND NOT EXISTS (SELECT FROM enforcement e WHERE e.site_id = s.id AND e.aspect = 'availability' AND e.state = 'confirmed' AND e.wanted ->> 'open' = 'false');

-- ---------------------------------------------------------------------------------------------- changes after an approval

-- As before, and only where somebody has approved the audience: else there is nothing that the change could undo.
CREATE OR REPLACE FUNCTION belongings_mark_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO record_change (site_id, what, at)
  SELECT DISTINCT s.id, TG_ARGV[0], now()
    FROM moved m JOIN site s ON s.id = m.site_id
   WHERE s.audience <> 'admins_only' AND s.audience_approved_at IS NOT NULL AND s.state <> 'retired'
  ON CONFLICT (site_id, what) DO UPDATE SET at = excluded.at;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION classification_marks_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.audience_approved_at IS NOT NULL THEN
    INSERT INTO record_change (site_id, what, at) VALUES (NEW.id, 'classification', now())
    ON CONFLICT (site_id, what) DO UPDATE SET at = excluded.at;
  END IF;
  RETURN NULL;
END $$;
-- A binding of another name is another store.
CREATE FUNCTION binding_marks_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO record_change (site_id, what, at)
  SELECT s.id, 'bindings', now() FROM site s
   WHERE s.id = NEW.site_id AND s.audience <> 'admins_only' AND s.audience_approved_at IS NOT NULL AND s.state <> 'retired'
  ON CONFLICT (site_id, what) DO UPDATE SET at = excluded.at;
  RETURN NULL;
END $$;
CREATE TRIGGER storage_binding_renamed AFTER UPDATE ON storage_binding
  FOR EACH ROW WHEN (NEW.name <> OLD.name) EXECUTE FUNCTION binding_marks_change();

CREATE FUNCTION change_asks_for_re_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A statement that noted nothing asks for nothing.
  IF EXISTS (SELECT FROM noted) THEN
    PERFORM graphile_worker.add_job('open-re-reviews', payload => '{}'::json, job_key => 'open-re-reviews all');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER change_asks_for_re_review AFTER INSERT ON record_change
  REFERENCING NEW TABLE AS noted FOR EACH STATEMENT EXECUTE FUNCTION change_asks_for_re_review();
