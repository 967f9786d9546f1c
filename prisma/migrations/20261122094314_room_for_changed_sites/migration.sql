-- What changes of a Site most of the time (its state, dates that lists keep beside the record, its revision) stands in none of
-- this table's indexes. With room on its page the new version of the row stays there, and ten indexes are left alone. Pages that
-- are there are filled anew as they are vacuumed and written.
ALTER TABLE site SET (fillfactor = 85);
