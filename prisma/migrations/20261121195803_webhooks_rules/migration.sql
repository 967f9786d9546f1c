-- What waits to be sent, by endpoint. Its log, newest first, is read along the unique key.
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, next_attempt_at) WHERE state = 'waiting';

ALTER TABLE webhook_delivery
  ADD CONSTRAINT webhook_delivery_waits_until CHECK ((state = 'waiting') = (next_attempt_at IS NOT NULL)),
  ADD CONSTRAINT webhook_delivery_tries_counted CHECK (tries >= 0);
ALTER TABLE webhook_attempt
  ADD CONSTRAINT webhook_attempt_bounds CHECK (status BETWEEN 100 AND 999 AND length(coalesce(error, '')) <= 200 AND duration_ms >= 0);

-- Asks for the delivery of new events where an endpoint listens; called with audit_append. A function, so that its plan is
-- made once for each connection: who has no webhooks pays for one look at an empty table.
CREATE FUNCTION webhooks_ask_for_delivery() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM webhook_endpoint WHERE disabled_at IS NULL) THEN
    RETURN false;
  END IF;
  PERFORM graphile_worker.add_job('deliver-webhooks', payload => '{}'::json, job_key => 'deliver-webhooks all');
  RETURN true;
END $$;
