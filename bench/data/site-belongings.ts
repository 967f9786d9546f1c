import { index, textArray, unit } from './dice';
import { sources } from './words';
import { populationOf, type WorkspaceShape } from './workspace-shape';

/** What the Sites read and whom they name, a statement each. They need no row of `site`: its ids follow from the number. */
export function belongingStatements({ sites }: WorkspaceShape): string[] {
  const { active, groups } = populationOf(sites);
  const numbered = `(SELECT n::bigint FROM generate_series(1, ${sites}) n OFFSET 0) numbered`;
  const custom = `(SELECT n FROM ${numbered} WHERE bench.audience(n) = 'custom' OFFSET 0) custom`;
  // A row's own throw of each of its parts.
  const part = '(n * 16 + j)';
  const namedPeople = `width_bucket(${unit(120)}, ARRAY[0.1, 0.35, 0.6, 0.75, 0.85, 0.93, 0.98]::float8[])`;
  const namedGroups = `greatest(width_bucket(${unit(121)}, ARRAY[0.45, 0.85, 0.96]::float8[]), CASE WHEN ${namedPeople} = 0 THEN 1 ELSE 0 END)`;
  return [
    // 0 to 6, about 2 after what was thrown twice.
    `INSERT INTO site_data_source (site_id, source_id, mode)
     SELECT bench.site_id(n), bench.id_of('source', i), bench.mode_of_use(i, ${unit(122, '(n * 64 + i)')})
       FROM ${numbered}
      CROSS JOIN LATERAL (
        SELECT DISTINCT 1 + ${index(sources.length, 123, { skew: 1.9, row: part })} AS i
          FROM generate_series(1, width_bucket(${unit(124)}, ARRAY[0.11, 0.37, 0.63, 0.8, 0.91, 0.97]::float8[])) j) used`,
    `INSERT INTO site_audience_person (site_id, person_id)
     SELECT DISTINCT bench.site_id(n), bench.id_of('person', 1 + ${index(active, 125, { skew: 1.2, row: part })})
       FROM ${custom}, generate_series(1, ${namedPeople}) j`,
    `INSERT INTO site_audience_group (site_id, group_id)
     SELECT DISTINCT bench.site_id(n), bench.id_of('group', 1 + ${index(groups, 126, { skew: 2, row: part })})
       FROM ${custom}, generate_series(1, ${namedGroups}) j`,
  ];
}

/** The use of a source is one that the workspace allows it for. */
export function modeOfUseFunction(): string {
  return `CREATE FUNCTION bench.mode_of_use(source bigint, chance float8) RETURNS "SourceMode" LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN chance < 0.7 THEN 'read_only' ELSE (${textArray(sources.map(([, , , mode]) => mode))})[source] END::"SourceMode" $$`;
}
