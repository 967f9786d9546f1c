-- What Prisma can't say of policies, staged requests, terms, incidents and campaigns.

-- ---------------------------------------------------------------------------------------------- written once

CREATE FUNCTION is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is written once: it is neither changed nor removed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER decision_record_is_written_once BEFORE UPDATE OR DELETE ON decision_record
  FOR EACH STATEMENT EXECUTE FUNCTION is_written_once();
CREATE TRIGGER policy_version_is_written_once BEFORE UPDATE OR DELETE ON policy_version
  FOR EACH STATEMENT EXECUTE FUNCTION is_written_once();

-- ---------------------------------------------------------------------------------------------- decisions

-- Nobody answers twice in one round of a request, neither by themselves nor through somebody else.
CREATE UNIQUE INDEX decision_once_on_behalf ON decision (request_id, on_behalf_of_id, round) WHERE on_behalf_of_id IS NOT NULL;
ALTER TABLE decision ADD CONSTRAINT decision_not_on_own_behalf CHECK (on_behalf_of_id IS DISTINCT FROM reviewer_id);
ALTER TABLE delegation
  ADD CONSTRAINT delegation_not_to_oneself CHECK (from_id <> to_id),
  ADD CONSTRAINT delegation_has_a_span CHECK (ends_at > starts_at);
ALTER TABLE request ADD CONSTRAINT request_claim_is_whole CHECK ((claimed_by_id IS NULL) = (claimed_at IS NULL)) NOT VALID;
CREATE INDEX request_due ON request (due_at) WHERE state = 'pending';
CREATE INDEX request_queue ON request (risk DESC NULLS LAST, created_at, id) WHERE state = 'pending';

-- What a reviewer relies on: the audience, classification, owner, purpose and uses of the Site, its sources, storage
-- bindings and versions. When one of them changes, the open request goes into another round.
CREATE FUNCTION site_change_opens_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE request SET round = round + 1
   WHERE site_id = NEW.id AND kind IN ('widening', 're_review') AND state IN ('pending', 'changes_requested');
  RETURN NULL;
END $$;
CREATE TRIGGER site_change_opens_round AFTER UPDATE ON site
  FOR EACH ROW WHEN (
    (NEW.audience_approved_at, NEW.classification, NEW.owner_id, NEW.purpose, NEW.uses)
      IS DISTINCT FROM (OLD.audience_approved_at, OLD.classification, OLD.owner_id, OLD.purpose, OLD.uses)
  ) EXECUTE FUNCTION site_change_opens_round();

-- By statement: an import brings thousands of rows, and hardly any of their Sites has an open request.
CREATE FUNCTION belongings_open_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE request SET round = round + 1
   WHERE kind IN ('widening', 're_review') AND state IN ('pending', 'changes_requested')
     AND site_id IN (SELECT site_id FROM moved);
  RETURN NULL;
END $$;

-- Of a Site that is open to more than its owner: what its approval rested on is another thing now.
CREATE FUNCTION belongings_mark_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO record_change (site_id, what, at)
  SELECT DISTINCT s.id, TG_ARGV[0], now()
    FROM moved m JOIN site s ON s.id = m.site_id
   WHERE s.audience <> 'admins_only' AND s.state <> 'retired'
  ON CONFLICT (site_id, what) DO UPDATE SET at = excluded.at;
  RETURN NULL;
END $$;

CREATE TRIGGER site_data_source_came_round AFTER INSERT ON site_data_source
  REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION belongings_open_round();
CREATE TRIGGER site_data_source_went_round AFTER DELETE ON site_data_source
  REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION belongings_open_round();
CREATE TRIGGER storage_binding_came_round AFTER INSERT ON storage_binding
  REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION belongings_open_round();
CREATE TRIGGER storage_binding_went_round AFTER DELETE ON storage_binding
  REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION belongings_open_round();
CREATE TRIGGER storage_binding_moved_round AFTER UPDATE ON storage_binding
  REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION belongings_open_round();
CREATE TRIGGER site_version_came_round AFTER INSERT ON site_version
  REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION belongings_open_round();

CREATE TRIGGER storage_binding_came AFTER INSERT ON storage_binding
  REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION belongings_mark_change('bindings');
CREATE TRIGGER storage_binding_went AFTER DELETE ON storage_binding
  REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION belongings_mark_change('bindings');
CREATE TRIGGER site_data_source_came AFTER INSERT ON site_data_source
  REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION belongings_mark_change('sources');
CREATE TRIGGER site_data_source_went AFTER DELETE ON site_data_source
  REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION belongings_mark_change('sources');

CREATE FUNCTION classification_marks_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO record_change (site_id, what, at) VALUES (NEW.id, 'classification', now())
  ON CONFLICT (site_id, what) DO UPDATE SET at = excluded.at;
  RETURN NULL;
END $$;
CREATE TRIGGER classification_marks_change AFTER UPDATE OF classification ON site
  FOR EACH ROW WHEN (NEW.classification <> OLD.classification AND NEW.audience <> 'admins_only' AND NEW.state <> 'retired')
  EXECUTE FUNCTION classification_marks_change();

-- ---------------------------------------------------------------------------------------------- policies

ALTER TABLE policy ADD CONSTRAINT policy_key_is_a_word CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
ALTER TABLE policy_version
  ADD CONSTRAINT policy_version_counts CHECK (number >= 1),
  ADD CONSTRAINT policy_version_has_a_trigger CHECK (cardinality(triggers) >= 1);

-- ---------------------------------------------------------------------------------------------- terms, incidents, campaigns

CREATE UNIQUE INDEX audience_term_one_active ON audience_term (site_id) WHERE state = 'active';
CREATE INDEX audience_term_ending ON audience_term (ends_at) WHERE state = 'active';
ALTER TABLE audience_term
  ADD CONSTRAINT audience_term_has_a_span CHECK (ends_at > starts_at),
  ADD CONSTRAINT audience_term_ended_when CHECK ((state IN ('active', 'suspended')) = (ended_at IS NULL));

CREATE UNIQUE INDEX drift_incident_one_open ON drift_incident (site_id) WHERE closed_at IS NULL;
ALTER TABLE drift_incident
  ADD CONSTRAINT drift_incident_closed_how CHECK ((closed_at IS NULL) = (ending IS NULL)),
  ADD CONSTRAINT drift_incident_acknowledged_by CHECK ((acknowledged_at IS NULL) = (acknowledged_by_id IS NULL));

ALTER TABLE source_conflict ADD CONSTRAINT source_conflict_in_order CHECK (a_id < b_id);
ALTER TABLE campaign ADD CONSTRAINT campaign_closed_when CHECK ((state = 'running') = (closed_at IS NULL));
ALTER TABLE campaign_item ADD CONSTRAINT campaign_item_answered_by CHECK ((answered_at IS NULL) = (answered_by_id IS NULL));
ALTER TABLE campaign_entry ADD CONSTRAINT campaign_entry_is_one CHECK (num_nonnulls(person_id, group_id) <= 1);
CREATE UNIQUE INDEX campaign_entry_once ON campaign_entry (campaign_id, site_id, person_id, group_id) NULLS NOT DISTINCT;
ALTER TABLE attachment ADD CONSTRAINT attachment_size_is_true CHECK (size = octet_length(content));
