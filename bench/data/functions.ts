import { HISTORY_DAYS, populationOf, type WorkspaceShape } from './workspace-shape';
import { chance, choose, index, unit } from './dice';

/** What several statements have to agree on, as functions of a number; they go again once the rows are there. */
export function workspaceFunctions({ sites, seed, asOf }: WorkspaceShape): string[] {
  const now = asOf.getTime() / 1000;
  const { people, active, heavyOwners } = populationOf(sites);
  const define = (signature: string, result: string, body: string): string =>
    `CREATE FUNCTION bench.${signature} RETURNS ${result} LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ${body} $$`;
  // Version 7: 48 bits of time, then chance; the marks of version and variant stand where RFC 9562 has them.
  const uuidV7 = (milliseconds: string, name: string): string =>
    `overlay(overlay(overlay(md5(${name}) placing lpad(to_hex(${milliseconds}), 12, '0') from 1) placing '7' from 13) placing '8' from 17)::uuid`;
  return [
    'DROP SCHEMA IF EXISTS bench CASCADE',
    'CREATE SCHEMA bench',
    define('unit(n bigint, salt int)', 'float8', `((hashint8extended(n, ${seed} * 4096 + salt) >> 11) & 9007199254740991)::float8 / 9007199254740992.0`),
    // Seconds since 1970 of the n-th Site's registration: more and more of them as the years go by, in the order of n.
    define('made_at(n bigint)', 'float8', `floor(1000.0 * (${now} - ${HISTORY_DAYS} * 86400.0 * power(1 - (n - ${unit(1)}) / ${sites}, 1.6))) / 1000.0`),
    define('site_id(n bigint)', 'uuid', uuidV7('(bench.made_at(n) * 1000)::bigint', `'site ${seed} ' || n`)),
    // Everything else is older than the first Site, in the order of its number.
    define('id_of(kind text, n bigint)', 'uuid', uuidV7(`${Math.round((now - (HISTORY_DAYS + 30) * 86_400) * 1000)} + n`, `kind || ' ${seed} ' || n`)),
    define('audience(n bigint)', 'text', choose({ admins_only: 0.6, custom: 0.25, workspace_all: 0.15 }, 2)),
    // 2% have no owner, 3% one who left; a tenth belongs to the few who own hundreds.
    define(
      'owner(n bigint)',
      'bigint',
      `CASE width_bucket(${unit(3)}, ARRAY[0.02, 0.05]::float8[])
         WHEN 0 THEN NULL
         WHEN 1 THEN ${active} + 1 + ${index(people - active, 4)}
         ELSE CASE WHEN ${chance(0.1, 5)} THEN 1 + ${index(heavyOwners, 4)} ELSE 1 + ${index(active, 4, { skew: 1.4 })} END END`,
    ),
    define('person_department(n bigint)', 'bigint', `1 + ${index(24, 6, { skew: 1.8 })}`),
  ];
}
