-- CreateTable
CREATE TABLE "request_gain" (
    "request_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "people" UUID[],

    CONSTRAINT "request_gain_pkey" PRIMARY KEY ("request_id")
);

-- AddForeignKey
ALTER TABLE "request_gain" ADD CONSTRAINT "request_gain_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who is let in by the second audience and not by the first: as `measure_audiences` counts them, in the order of their ids.
CREATE FUNCTION people_gaining(
  before_all boolean, before_people uuid[], before_groups uuid[],
  after_all boolean, after_people uuid[], after_groups uuid[], never_new uuid[]
) RETURNS SETOF uuid
LANGUAGE sql STABLE SET enable_hashjoin = off SET enable_nestloop = off SET max_parallel_workers_per_gather = 0 SET plan_cache_mode = force_custom_plan AS $$
  SELECT p.id
    FROM person p
    LEFT JOIN (
      SELECT g.person_id, bool_or(g.group_id = ANY (before_groups)) AS b, bool_or(g.group_id = ANY (after_groups)) AS a
        FROM group_member g WHERE g.group_id = ANY (before_groups || after_groups) GROUP BY g.person_id
    ) m ON m.person_id = p.id
   WHERE p.deactivated_at IS NULL
     AND (after_all OR coalesce(m.a, false) OR p.id = ANY (after_people))
     AND NOT (before_all OR coalesce(m.b, false) OR p.id = ANY (before_people))
     AND p.id <> ALL (never_new)
   ORDER BY p.id
$$;
