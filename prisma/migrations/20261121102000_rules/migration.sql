-- What Prisma's schema can't say: rules of the record, the audit chain, and what the application's role may do.

-- ---------------------------------------------------------------------------------------------- the record

ALTER TABLE person
  ADD CONSTRAINT person_email_lower CHECK (email = lower(email) AND email ~ '^[^\s@]+@[^\s@]+$'),
  ADD CONSTRAINT person_has_a_role CHECK (cardinality(roles) > 0),
  ADD CONSTRAINT person_oidc_pair CHECK ((oidc_issuer IS NULL) = (oidc_subject IS NULL));

CREATE UNIQUE INDEX department_name_key ON department (lower(name));
CREATE UNIQUE INDEX data_source_name_key ON data_source (lower(name));

ALTER TABLE site
  ADD CONSTRAINT site_slug_shape CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?$'),
  ADD CONSTRAINT site_project_id_shape CHECK (project_id ~ '^appgprj_[0-9a-f]{32}$'),
  ADD CONSTRAINT site_text_bounds CHECK (
    length(title) <= 200 AND length(coalesce(purpose, '')) <= 4000 AND length(coalesce(description, '')) <= 4000
    AND length(coalesce(data_source_note, '')) <= 4000
  ),
  ADD CONSTRAINT site_live_has_expiry CHECK (state <> 'live' OR expires_at IS NOT NULL),
  ADD CONSTRAINT site_disabled_says_why CHECK (
    (state = 'disabled' AND disabled_at IS NOT NULL AND disabled_reason IS NOT NULL
        AND disabled_from IS NOT NULL AND disabled_from IN ('draft', 'live')) -- a NULL would pass a bare IN
    OR (state IN ('draft', 'live') AND disabled_at IS NULL AND disabled_reason IS NULL
        AND disabled_note IS NULL AND disabled_from IS NULL)
    OR state IN ('retiring', 'retired')
  ),
  ADD CONSTRAINT site_reenable_needs_expiry CHECK (state <> 'disabled' OR disabled_from <> 'live' OR expires_at IS NOT NULL),
  ADD CONSTRAINT site_retired_has_date CHECK ((state = 'retired') = (retired_at IS NOT NULL)),
  ADD CONSTRAINT site_held_is_not_retired CHECK (legal_hold_at IS NULL OR state <> 'retired'),
  ADD CONSTRAINT site_legal_hold_pair CHECK ((legal_hold_at IS NULL) = (legal_hold_reason IS NULL)),
  ADD CONSTRAINT site_observed_together CHECK ((observed_mode IS NULL) = (observed_at IS NULL)),
  ADD CONSTRAINT site_drift_is_observed CHECK (drift = 'none' OR observed_mode IS NOT NULL),
  ADD CONSTRAINT site_successor_is_another CHECK (successor_id <> owner_id),
  ADD CONSTRAINT site_revision_positive CHECK (revision > 0);

-- A Site that no platform id names is known by its repository and the manifest's path in it.
CREATE UNIQUE INDEX site_repository_path_key ON site (repository, manifest_path)
  WHERE project_id IS NULL AND repository IS NOT NULL;

-- The lists belong to `custom`; the composite keys tie them to a Site that is `custom` now.
ALTER TABLE site_audience_person ADD CONSTRAINT audience_person_is_custom CHECK (audience = 'custom');
ALTER TABLE site_audience_group ADD CONSTRAINT audience_group_is_custom CHECK (audience = 'custom');

-- `forbidden` is a word of the workspace's matrix; no Site is recorded as using a source in a forbidden way.
ALTER TABLE site_data_source ADD CONSTRAINT site_source_mode_is_a_use CHECK (mode <> 'forbidden');

ALTER TABLE group_nesting ADD CONSTRAINT group_not_in_itself CHECK (parent_id <> child_id);

-- Each change of a Site counts its revision up by one, so that a reader can tell what they saw.
CREATE FUNCTION site_counts_revisions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.revision <> OLD.revision + 1 THEN
    RAISE EXCEPTION 'site % must move from revision % to %, not to %', OLD.id, OLD.revision, OLD.revision + 1, NEW.revision
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER site_counts_revisions BEFORE UPDATE ON site FOR EACH ROW EXECUTE FUNCTION site_counts_revisions();

-- ---------------------------------------------------------------------------------------------- requests

ALTER TABLE request
  ADD CONSTRAINT request_transfer_names_owner CHECK ((kind = 'transfer') = (proposed_owner_id IS NOT NULL)),
  ADD CONSTRAINT request_decided_when_closed CHECK (
    (state IN ('pending', 'changes_requested')) = (decided_at IS NULL)
  );

-- One open request of a kind for each Site: two people can't both ask.
CREATE UNIQUE INDEX request_one_open ON request (site_id, kind) WHERE state IN ('pending', 'changes_requested');
-- What waits for a person.
CREATE INDEX request_waiting_for ON request (proposed_owner_id) WHERE state = 'pending';

-- A change of the Site changes what a reviewer would approve: the open request moves to a new revision.
CREATE FUNCTION site_change_moves_requests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE request SET revision = revision + 1
   WHERE site_id = NEW.id AND state IN ('pending', 'changes_requested');
  RETURN NULL;
END $$;
CREATE TRIGGER site_change_moves_requests AFTER UPDATE ON site
  FOR EACH ROW WHEN (NEW.revision <> OLD.revision) EXECUTE FUNCTION site_change_moves_requests();

-- ---------------------------------------------------------------------------------------------- audit

INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, repeat('0', 64));
ALTER TABLE audit_head ADD CONSTRAINT audit_head_is_one CHECK (id = 1);
ALTER TABLE workspace_settings ADD CONSTRAINT workspace_settings_is_one CHECK (id = 1);

-- The only way in. Takes canonical JSON texts (RFC 8785), numbers and chains them:
--   hash = sha256(prev_hash || LF || seq || LF || body), lower-case hex; the first prev_hash is 64 zeros.
-- The head row stays locked until the caller commits, so the chain can neither fork nor gap; take it last.
CREATE FUNCTION audit_append(bodies text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head audit_head%ROWTYPE;
  event_body text;
  parsed jsonb;
  next_hash text;
BEGIN
  IF coalesce(cardinality(bodies), 0) = 0 THEN
    RETURN NULL;
  END IF;
  SELECT * INTO STRICT head FROM audit_head WHERE id = 1 FOR UPDATE;
  FOREACH event_body IN ARRAY bodies LOOP
    parsed := event_body::jsonb;
    head.seq := head.seq + 1;
    next_hash := encode(sha256(convert_to(head.hash || E'\n' || head.seq || E'\n' || event_body, 'UTF8')), 'hex');
    INSERT INTO audit_event (seq, id, at, type, actor_id, site_id, request_id, correlation_id, body, prev_hash, hash)
    VALUES (
      head.seq,
      (parsed ->> 'id')::uuid,
      (parsed ->> 'at')::timestamptz,
      parsed ->> 'type',
      (parsed #>> '{actor,id}')::uuid,
      (parsed #>> '{site,id}')::uuid,
      (parsed #>> '{request,id}')::uuid,
      parsed ->> 'correlationId',
      event_body,
      head.hash,
      next_hash
    );
    head.hash := next_hash;
  END LOOP;
  UPDATE audit_head SET seq = head.seq, hash = head.hash WHERE id = 1;
  RETURN head.seq;
END $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_event_not_emptied BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_head_not_emptied BEFORE DELETE OR TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON decision
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_not_emptied BEFORE TRUNCATE ON decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ---------------------------------------------------------------------------------------------- grants

-- The application's own role. The embedded database gives it a log-in; elsewhere an operator grants it to one,
-- or the application takes it on with SET ROLE after connecting (lib/db/client.ts).
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'siteward_app') THEN
    CREATE ROLE siteward_app NOLOGIN;
  END IF;
  EXECUTE format('GRANT siteward_app TO %I', current_user);
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL; -- another database of the cluster was faster
  WHEN insufficient_privilege THEN
    RAISE NOTICE 'this role may not create siteward_app; the application will run as the connecting role';
END $$;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'siteward_app') THEN
    GRANT USAGE ON SCHEMA public TO siteward_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO siteward_app;
    REVOKE INSERT, UPDATE, DELETE ON audit_event, audit_head FROM siteward_app;
    REVOKE UPDATE, DELETE ON decision FROM siteward_app;
    REVOKE DELETE ON site, person, request FROM siteward_app;
    REVOKE EXECUTE ON FUNCTION audit_append(text[]) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION audit_append(text[]) TO siteward_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO siteward_app;
  END IF;
END $$;

-- _prisma_migrations is read by /readyz and written by whoever migrates.
DO $$
BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL
     AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'siteward_app') THEN
    REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM siteward_app;
  END IF;
END $$;
