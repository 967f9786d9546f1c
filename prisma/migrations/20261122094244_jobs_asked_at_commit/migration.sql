-- A job that many transactions ask for under one key is asked for when they commit. Asked for where the cause is noted, its row
-- would be locked from there to the end, and everybody else with such a cause would wait.

-- Once in a transaction, however many rows it is the cause of. The argument names the job.
CREATE FUNCTION ask_for_job() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked text := 'siteward.asked_' || replace(TG_ARGV[0], '-', '_');
BEGIN
  IF current_setting(asked, true) IS DISTINCT FROM pg_current_xact_id()::text THEN
    PERFORM set_config(asked, pg_current_xact_id()::text, true);
    PERFORM graphile_worker.add_job(TG_ARGV[0], payload => '{}'::json, job_key => TG_ARGV[0] || ' all');
  END IF;
  RETURN NULL;
END $$;

-- As it was, without asking.
CREATE OR REPLACE FUNCTION drift_incident_follow(s site, at timestamptz, by_decision boolean) RETURNS void LANGUAGE plpgsql AS $$
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
    END IF;
  ELSIF known.id IS NOT NULL THEN
    UPDATE drift_incident
       SET closed_at = at,
           ending = (CASE WHEN is_shut OR s.state = 'retired' THEN 'disabled' WHEN by_decision THEN 'approved' ELSE 'resolved' END)::"IncidentEnding"
     WHERE id = known.id;
  END IF;
END $$;

CREATE CONSTRAINT TRIGGER incident_asks_to_be_told AFTER INSERT ON drift_incident
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ask_for_job('tell-incidents');
CREATE CONSTRAINT TRIGGER incident_asks_to_be_told_again AFTER UPDATE ON drift_incident
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((NEW.told_at IS NULL AND OLD.told_at IS NOT NULL) OR (NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL))
  EXECUTE FUNCTION ask_for_job('tell-incidents');

DROP TRIGGER change_asks_for_re_review ON record_change;
DROP FUNCTION change_asks_for_re_review();
CREATE CONSTRAINT TRIGGER change_asks_for_re_review AFTER INSERT ON record_change
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ask_for_job('open-re-reviews');
