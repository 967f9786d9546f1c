-- What holds of retirements whoever writes: the plan and the Site never disagree, and a tombstone comes last.

-- Until now a Site could be retiring without a plan. It gets the one that it would have begun with.
INSERT INTO retirement (id, site_id, state, reason, began_at, began_from, closes_at, deletes_at, closed_at)
SELECT uuidv7(), s.id, (CASE WHEN s.disabled_at IS NULL AND s.expires_at IS NOT NULL THEN 'notice' ELSE 'closed' END)::"RetirementState",
       'It was being retired before retirements had a plan.', s.updated_at,
       (CASE WHEN s.disabled_at IS NOT NULL THEN 'disabled' WHEN s.expires_at IS NOT NULL THEN 'live' ELSE 'draft' END)::"SiteState",
       s.updated_at + interval '14 days', s.updated_at + interval '44 days',
       CASE WHEN s.disabled_at IS NULL AND s.expires_at IS NOT NULL THEN NULL ELSE s.updated_at END
  FROM site s
 WHERE s.state = 'retiring' AND NOT EXISTS (SELECT FROM retirement r WHERE r.site_id = s.id AND r.state IN ('notice', 'closed', 'deleting'));
INSERT INTO retirement_export (retirement_id, kind, name)
SELECT r.id, b.kind, b.name FROM retirement r JOIN storage_binding b ON b.site_id = r.site_id
 WHERE r.state IN ('notice', 'closed') ON CONFLICT DO NOTHING;
INSERT INTO retirement_secret (retirement_id, key)
SELECT r.id, k.key FROM retirement r JOIN environment_key k ON k.site_id = r.site_id AND k.is_secret
 WHERE r.state IN ('notice', 'closed') ON CONFLICT DO NOTHING;

ALTER TABLE retirement
  ADD CONSTRAINT retirement_bounds CHECK (length(reason) BETWEEN 1 AND 2000 AND length(coalesce(graduated_into, '')) <= 300),
  -- Thirty days, one of which may be an hour shorter where clocks are changed.
  ADD CONSTRAINT retirement_days_to_come_back CHECK (closed_at IS NULL OR deletes_at - closed_at >= interval '719 hours');
ALTER TABLE retirement_export
  ADD CONSTRAINT retirement_export_bounds CHECK (length(coalesce(location, '')) <= 2000 AND length(coalesce(checksum, '')) <= 300 AND length(coalesce(waiver, '')) <= 2000),
  ADD CONSTRAINT retirement_export_one_answer CHECK ((state = 'exported') = (location IS NOT NULL) AND (state = 'waived') = (waiver IS NOT NULL));
ALTER TABLE retirement_secret
  ADD CONSTRAINT retirement_secret_revoked_how CHECK (revoked_at IS NULL OR note IS NOT NULL);

-- A Site that comes back has no retirement any more, by whichever door it came: stopped, or disabled on its way out.
-- Once its deletion has been asked for it does not come back, and it is not retired before its plan is done.
CREATE FUNCTION site_leaves_retirement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM retirement WHERE site_id = NEW.id AND (state = 'deleting' OR (NEW.state = 'retired' AND state IN ('notice', 'closed')))) THEN
    RAISE EXCEPTION 'the retirement of site % is not over', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'site_leaves_retirement';
  END IF;
  UPDATE retirement SET state = 'stopped', ended_at = NEW.updated_at, revision = revision + 1
   WHERE site_id = NEW.id AND state IN ('notice', 'closed');
  RETURN NULL;
END $$;
CREATE TRIGGER site_leaves_retirement AFTER UPDATE OF state ON site
  FOR EACH ROW WHEN (OLD.state = 'retiring' AND NEW.state <> 'retiring') EXECUTE FUNCTION site_leaves_retirement();

-- No tombstone without a decided export and revoked secrets, none before its day, and none under a legal hold.
CREATE OR REPLACE FUNCTION tombstone_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM site WHERE id = NEW.site_id AND legal_hold_at IS NOT NULL) THEN
    RAISE EXCEPTION 'site % is under legal hold', NEW.site_id USING ERRCODE = 'check_violation', CONSTRAINT = 'tombstone_is_due';
  END IF;
  IF NOT EXISTS (SELECT FROM retirement WHERE site_id = NEW.site_id AND state IN ('deleting', 'done') AND deletes_at <= NEW.made_at) THEN
    RAISE EXCEPTION 'the deletion of site % is not due', NEW.site_id USING ERRCODE = 'check_violation', CONSTRAINT = 'tombstone_is_due';
  END IF;
  IF EXISTS (
    SELECT FROM retirement r
     WHERE r.site_id = NEW.site_id AND r.state <> 'stopped' AND (
       EXISTS (SELECT FROM retirement_export e WHERE e.retirement_id = r.id AND e.state = 'open')
       OR EXISTS (SELECT FROM retirement_secret k WHERE k.retirement_id = r.id AND k.revoked_at IS NULL))
  ) THEN
    RAISE EXCEPTION 'an export or a secret of site % is not decided', NEW.site_id USING ERRCODE = 'check_violation', CONSTRAINT = 'tombstone_is_due';
  END IF;
  RETURN NEW;
END $$;

-- What a sweep looks at: the retirements that are under way, in the order of their Sites.
CREATE INDEX retirement_under_way ON retirement (site_id) WHERE state IN ('notice', 'closed', 'deleting');
CREATE INDEX tombstone_with_names ON tombstone (made_at, site_id) WHERE redacted_at IS NULL;
