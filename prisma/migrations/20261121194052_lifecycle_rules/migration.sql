-- What Prisma's schema can't say about the lifecycle: what must hold whoever writes.

-- ---------------------------------------------------------------------------------------------- the record

ALTER TABLE site
  ADD CONSTRAINT site_acceptance_needs_successor CHECK (successor_accepted_at IS NULL OR successor_id IS NOT NULL),
  ADD CONSTRAINT site_quarantine_says_why CHECK ((quarantined_at IS NULL) = (quarantine_reason IS NULL)),
  ADD CONSTRAINT site_fallback_bounds CHECK (length(coalesce(fallback_note, '')) <= 4000);

-- The admins' queue.
CREATE INDEX site_quarantined ON site (quarantined_at, id) WHERE quarantined_at IS NOT NULL;
CREATE INDEX site_missing ON site (missing_since, id) WHERE missing_since IS NOT NULL;

-- ---------------------------------------------------------------------------------------------- sweeps

-- One sweep at a time: the next begins when this one has ended or was given up.
CREATE UNIQUE INDEX lifecycle_sweep_one_open ON lifecycle_sweep ((true)) WHERE state IN ('running', 'stopped');
ALTER TABLE lifecycle_sweep
  ADD CONSTRAINT lifecycle_sweep_ends CHECK ((state IN ('running', 'stopped')) = (finished_at IS NULL));

ALTER TABLE reminder ADD CONSTRAINT reminder_distance CHECK (days_before >= 0);

-- ---------------------------------------------------------------------------------------------- telling

ALTER TABLE notification
  ADD CONSTRAINT notification_bounds CHECK (length(title) BETWEEN 1 AND 300 AND length(occasion) BETWEEN 1 AND 200);
CREATE INDEX notification_unread ON notification (person_id) WHERE read_at IS NULL;
ALTER TABLE notification_preference ADD CONSTRAINT notification_preference_weekday CHECK (weekday BETWEEN 1 AND 7);
ALTER TABLE mail
  ADD CONSTRAINT mail_sent_says_what CHECK (state <> 'sent' OR (sent_at IS NOT NULL AND sent_to IS NOT NULL AND subject IS NOT NULL)),
  ADD CONSTRAINT mail_attempts_counted CHECK (attempts >= 0);

ALTER TABLE webhook_endpoint
  ADD CONSTRAINT webhook_endpoint_bounds CHECK (length(url) <= 2000 AND length(description) <= 200),
  ADD CONSTRAINT webhook_endpoint_off_says_why CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL)),
  ADD CONSTRAINT webhook_endpoint_counts CHECK (secret_version > 0 AND revision > 0);
ALTER TABLE webhook_delivery ADD CONSTRAINT webhook_delivery_outcome CHECK ((state = 'delivered') = (delivered_at IS NOT NULL));

-- ---------------------------------------------------------------------------------------------- enforcement

-- One open demand for each aspect of a Site: a newer decision takes the place of the older one.
CREATE UNIQUE INDEX enforcement_one_open ON enforcement (site_id, aspect) WHERE state IN ('requested', 'unconfirmed', 'failed');
CREATE INDEX enforcement_overdue ON enforcement (overdue_at) WHERE state = 'requested';
ALTER TABLE enforcement
  ADD CONSTRAINT enforcement_confirmed_by_something CHECK ((state = 'confirmed') = (proof IS NOT NULL AND settled_at IS NOT NULL) OR state IN ('failed', 'superseded')),
  ADD CONSTRAINT enforcement_person_has_name_and_note CHECK (state <> 'confirmed' OR proof <> 'person' OR (settled_by_id IS NOT NULL AND note IS NOT NULL)),
  ADD CONSTRAINT enforcement_failure_says_why CHECK (state <> 'failed' OR note IS NOT NULL);

-- ---------------------------------------------------------------------------------------------- retirement

CREATE UNIQUE INDEX retirement_one_open ON retirement (site_id) WHERE state IN ('notice', 'closed', 'deleting');
ALTER TABLE retirement
  ADD CONSTRAINT retirement_ends CHECK ((state IN ('done', 'stopped')) = (ended_at IS NOT NULL)),
  ADD CONSTRAINT retirement_closed_when CHECK (state NOT IN ('closed', 'deleting', 'done') OR closed_at IS NOT NULL),
  ADD CONSTRAINT retirement_order CHECK (began_at <= closes_at AND closes_at <= deletes_at),
  ADD CONSTRAINT retirement_began_from CHECK (began_from IN ('draft', 'live', 'disabled')),
  ADD CONSTRAINT retirement_not_into_itself CHECK (graduated_site_id <> site_id);
ALTER TABLE retirement_export
  ADD CONSTRAINT retirement_export_decided CHECK (
    (state = 'open' AND decided_at IS NULL AND decided_by IS NULL)
    OR (state = 'exported' AND location IS NOT NULL AND checksum IS NOT NULL AND decided_at IS NOT NULL AND decided_by IS NOT NULL)
    OR (state = 'waived' AND waiver IS NOT NULL AND decided_at IS NOT NULL AND decided_by IS NOT NULL)
  );
ALTER TABLE retirement_secret ADD CONSTRAINT retirement_secret_revoked_by CHECK ((revoked_at IS NULL) = (revoked_by IS NULL));

-- No tombstone without a decided export, and none under a legal hold.
CREATE FUNCTION tombstone_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM site WHERE id = NEW.site_id AND legal_hold_at IS NOT NULL) THEN
    RAISE EXCEPTION 'site % is under legal hold', NEW.site_id USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
    SELECT FROM retirement_export e JOIN retirement r ON r.id = e.retirement_id
     WHERE r.site_id = NEW.site_id AND r.state <> 'stopped' AND e.state = 'open'
  ) THEN
    RAISE EXCEPTION 'an export of site % is not decided', NEW.site_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tombstone_is_due BEFORE INSERT ON tombstone FOR EACH ROW EXECUTE FUNCTION tombstone_is_due();

-- A tombstone stays. The only change it knows is that people's names are taken out of it, once.
CREATE FUNCTION tombstone_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL AND NEW.site_id = OLD.site_id AND NEW.made_at = OLD.made_at THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a tombstone stays: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER tombstone_stays BEFORE UPDATE OR DELETE ON tombstone FOR EACH ROW EXECUTE FUNCTION tombstone_stays();
CREATE TRIGGER tombstone_not_emptied BEFORE TRUNCATE ON tombstone FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
