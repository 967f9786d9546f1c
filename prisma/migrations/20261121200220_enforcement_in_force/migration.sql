-- A decision in force is the newest one of its aspect: what it takes the place of is superseded, confirmed or not. So a
-- report can never confirm or reopen what nobody wants any more.
DROP INDEX enforcement_one_open;
CREATE UNIQUE INDEX enforcement_one_in_force ON enforcement (site_id, aspect) WHERE state <> 'superseded';

-- The admins' list, oldest first.
CREATE INDEX enforcement_open ON enforcement (requested_at, id) WHERE state IN ('requested', 'unconfirmed', 'failed');
