-- What people who left have left behind is looked up for many of them at once.

-- Transfers that wait for somebody's answer or for a change: for both, what becomes of them when that person leaves.
DROP INDEX request_waiting_for;
CREATE INDEX request_waiting_for ON request (proposed_owner_id) WHERE state IN ('pending', 'changes_requested');

-- What came of a departure.
CREATE INDEX handover_from ON handover (from_id, made_at);
