-- Every active person with whether each of two audiences lets them in; the groups come with all that are nested in them. Plain
-- enough to be merged into the statements that ask it: who counts and who names those who gain ask the same.
CREATE FUNCTION access_of_two(
  before_all boolean, before_people uuid[], before_groups uuid[],
  after_all boolean, after_people uuid[], after_groups uuid[]
) RETURNS TABLE (person_id uuid, department_id uuid, is_before boolean, is_after boolean)
LANGUAGE sql STABLE AS $$
  SELECT p.id, p.department_id,
         before_all OR b.person_id IS NOT NULL OR p.id = ANY (before_people),
         after_all OR a.person_id IS NOT NULL OR p.id = ANY (after_people)
    FROM person p
    LEFT JOIN (SELECT g.person_id FROM group_member g WHERE g.group_id = ANY (before_groups) GROUP BY g.person_id) b ON b.person_id = p.id
    LEFT JOIN (SELECT g.person_id FROM group_member g WHERE g.group_id = ANY (after_groups) GROUP BY g.person_id) a ON a.person_id = p.id
   WHERE p.deactivated_at IS NULL
$$;

-- As it was, over the shared part.
CREATE OR REPLACE FUNCTION measure_audiences(
  before_all boolean, before_people uuid[], before_groups uuid[],
  after_all boolean, after_people uuid[], after_groups uuid[], never_new uuid[]
) RETURNS TABLE (department_id uuid, reach_before integer, reach_after integer, gains integer, losses integer)
LANGUAGE sql STABLE SET enable_hashjoin = off SET enable_nestloop = off SET max_parallel_workers_per_gather = 0 SET plan_cache_mode = force_custom_plan AS $$
  SELECT c.department_id, count(*) FILTER (WHERE c.is_before)::int, count(*) FILTER (WHERE c.is_after)::int,
         count(*) FILTER (WHERE c.is_after AND NOT c.is_before AND c.person_id <> ALL (never_new))::int,
         count(*) FILTER (WHERE c.is_before AND NOT c.is_after AND c.person_id <> ALL (never_new))::int
    FROM access_of_two(before_all, before_people, before_groups, after_all, after_people, after_groups) c
   WHERE c.is_after OR c.is_before
   GROUP BY c.department_id
$$;

CREATE OR REPLACE FUNCTION people_gaining(
  before_all boolean, before_people uuid[], before_groups uuid[],
  after_all boolean, after_people uuid[], after_groups uuid[], never_new uuid[]
) RETURNS SETOF uuid
LANGUAGE sql STABLE SET enable_hashjoin = off SET enable_nestloop = off SET max_parallel_workers_per_gather = 0 SET plan_cache_mode = force_custom_plan AS $$
  SELECT c.person_id
    FROM access_of_two(before_all, before_people, before_groups, after_all, after_people, after_groups) c
   WHERE c.is_after AND NOT c.is_before AND c.person_id <> ALL (never_new)
   ORDER BY c.person_id
$$;

-- What opening to the whole workspace means, as `measure_audiences` counts it: everybody by department, less those who get in
-- already. Half of what asking of each person takes, and it is what reviewers look at most.
CREATE FUNCTION measure_opening(before_people uuid[], before_groups uuid[], never_new uuid[])
RETURNS TABLE (department_id uuid, reach_before integer, reach_after integer, gains integer, losses integer)
LANGUAGE sql STABLE SET max_parallel_workers_per_gather = 0 SET plan_cache_mode = force_custom_plan AS $$
  WITH known AS (
    SELECT p.department_id, count(*) FILTER (WHERE k.is_before)::int AS already, count(*)::int AS not_new
      FROM (
        SELECT id, bool_or(is_before) AS is_before
          FROM (
            SELECT unnest(before_people) AS id, true AS is_before
            UNION ALL SELECT g.person_id, true FROM group_member g WHERE g.group_id = ANY (before_groups)
            UNION ALL SELECT unnest(never_new), false
          ) named GROUP BY id
      ) k JOIN person p ON p.id = k.id
     WHERE p.deactivated_at IS NULL
     GROUP BY p.department_id
  )
  SELECT d.department_id, coalesce(k.already, 0), d.active, d.active - coalesce(k.not_new, 0), 0
    FROM (SELECT p.department_id, count(*)::int AS active FROM person p WHERE p.deactivated_at IS NULL GROUP BY p.department_id) d
    LEFT JOIN known k ON k.department_id IS NOT DISTINCT FROM d.department_id
$$;
