-- A sweep reminds of thousands of Sites in one step. The key locked each of them until the step was through, so that whoever
-- wanted to renew one waited, and wrote the lock into its row. A Site that goes takes its reminders along all the same.
ALTER TABLE reminder DROP CONSTRAINT reminder_site_id_fkey;

CREATE OR REPLACE FUNCTION site_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM site_text t USING old_rows o WHERE t.site_id = o.id;
  DELETE FROM site_index i USING old_rows o WHERE i.site_id = o.id;
  DELETE FROM reminder r USING old_rows o WHERE r.site_id = o.id;
  RETURN NULL;
END $$;
