-- What Prisma's schema can't say about saved views. The limits are those of lib/domain/view.ts.

ALTER TABLE saved_view
  ADD CONSTRAINT saved_view_name_bounds CHECK (length(btrim(name)) BETWEEN 1 AND 80 AND length(name) <= 80),
  ADD CONSTRAINT saved_view_query_bounds CHECK (length(query) <= 8000),
  -- A role begins with what everybody may see.
  ADD CONSTRAINT saved_view_default_is_shared CHECK (default_for IS NULL OR is_shared),
  ADD CONSTRAINT saved_view_revision_positive CHECK (revision > 0);

-- The list of views is one's own and the shared ones.
CREATE INDEX saved_view_shared ON saved_view (name) WHERE is_shared;
