-- What Prisma can't say of access reviews.

ALTER TABLE campaign DROP CONSTRAINT campaign_closed_when;
ALTER TABLE campaign ADD CONSTRAINT campaign_closed_when CHECK ((state IN ('closed', 'cancelled')) = (closed_at IS NOT NULL));
ALTER TABLE campaign_item ADD CONSTRAINT campaign_item_answered_is_by CHECK ((state = 'answered') = (answered_at IS NOT NULL));

-- The list of a review's Sites, by title.
CREATE INDEX campaign_item_by_title ON campaign_item (campaign_id, lower(site_title), site_id);

-- What was answered, or was not, is evidence: it is neither changed nor removed.
CREATE FUNCTION campaign_is_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what an access review found is evidence: % is neither changed nor removed', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER campaign_is_kept BEFORE DELETE ON campaign FOR EACH ROW EXECUTE FUNCTION campaign_is_evidence();
CREATE TRIGGER campaign_item_is_kept BEFORE DELETE ON campaign_item FOR EACH ROW EXECUTE FUNCTION campaign_is_evidence();
CREATE TRIGGER campaign_entry_is_kept BEFORE DELETE ON campaign_entry FOR EACH ROW EXECUTE FUNCTION campaign_is_evidence();
CREATE TRIGGER campaign_has_ended BEFORE UPDATE ON campaign
  FOR EACH ROW WHEN (OLD.state IN ('closed', 'cancelled')) EXECUTE FUNCTION campaign_is_evidence();
CREATE TRIGGER campaign_item_is_settled BEFORE UPDATE ON campaign_item
  FOR EACH ROW WHEN (OLD.state <> 'waiting') EXECUTE FUNCTION campaign_is_evidence();
CREATE TRIGGER campaign_entry_is_decided BEFORE UPDATE ON campaign_entry
  FOR EACH ROW WHEN (OLD.verdict IS NOT NULL) EXECUTE FUNCTION campaign_is_evidence();

-- What the workspace says of a source is what a reviewer relied on, as much as that the Site reads it.
CREATE FUNCTION source_change_opens_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE request SET round = round + 1
   WHERE kind IN ('widening', 're_review') AND state IN ('pending', 'changes_requested')
     AND EXISTS (SELECT FROM site_data_source u WHERE u.source_id = NEW.id AND u.site_id = request.site_id);
  RETURN NULL;
END $$;
CREATE TRIGGER source_change_opens_round AFTER UPDATE ON data_source
  FOR EACH ROW WHEN ((NEW.sensitivity, NEW.mode) IS DISTINCT FROM (OLD.sensitivity, OLD.mode))
  EXECUTE FUNCTION source_change_opens_round();
