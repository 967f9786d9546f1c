-- The order of the list of incidents: open ones first, of those the public ones, then the newest.
DROP INDEX drift_incident_listed;
CREATE INDEX drift_incident_listed ON drift_incident (
  (CASE WHEN closed_at IS NOT NULL THEN 2 WHEN observed_mode = 'public' THEN 0 ELSE 1 END), opened_at DESC, id DESC);
