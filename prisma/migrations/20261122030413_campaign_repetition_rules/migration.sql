-- When an access review is repeated, and that this can be ended after it was closed.

ALTER TABLE campaign
  ADD CONSTRAINT campaign_repeats_when CHECK ((repeat_months IS NULL) = (repeat_at IS NULL) AND repeat_months IN (3, 6, 12)),
  ADD CONSTRAINT campaign_repetition_ended_by CHECK ((repeat_ended_at IS NULL) = (repeat_ended_by IS NULL)),
  ADD CONSTRAINT campaign_follows_another CHECK (former_id <> id);
CREATE INDEX campaign_repeating ON campaign (repeat_at) WHERE repeat_months IS NOT NULL AND repeat_ended_at IS NULL;

-- What has ended is evidence. That it is not repeated any more is said of what comes, not of what was found.
DROP TRIGGER campaign_has_ended ON campaign;
CREATE TRIGGER campaign_has_ended BEFORE UPDATE ON campaign
  FOR EACH ROW WHEN (
    OLD.state IN ('closed', 'cancelled')
    AND (OLD.repeat_ended_at IS NOT NULL
         OR to_jsonb(NEW) - '{repeat_ended_at,repeat_ended_by,repeat_end_reason}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{repeat_ended_at,repeat_ended_by,repeat_end_reason}'::text[])
  ) EXECUTE FUNCTION campaign_is_evidence();
