import { choose, index, literal, textArray, unit, word } from './dice';
import { accountsOf, DEPARTMENTS, populationOf, type WorkspaceShape } from './workspace-shape';
import { departments, firstNames, jobTitles, lastNames, sources } from './words';

/** Departments, people, groups and data sources, a statement each. */
export function peopleStatements({ sites, asOf }: WorkspaceShape): string[] {
  const { people, active, groups } = populationOf(sites);
  const now = `${literal(asOf.toISOString())}::timestamptz`;
  const accounts = accountsOf(active);
  const ofAccount = (part: (account: (typeof accounts)[number]) => string, otherwise: string): string =>
    `CASE i ${accounts.map((account) => `WHEN ${account.index} THEN ${part(account)}`).join(' ')} ELSE ${otherwise} END`;
  const first = word(firstNames, 10, { row: 'i' });
  const last = word(lastNames, 11, { row: 'i' });
  const address = `lower(${plain(first)} || '.' || ${plain(last)} || '.' || i)`;
  return [
    `INSERT INTO department (id, name, lead_id, created_at)
     SELECT bench.id_of('department', i), (${textArray(departments)})[i], bench.id_of('person', i + 10), ${now} - interval '1630 days'
       FROM generate_series(1, ${DEPARTMENTS}) i`,
    `INSERT INTO person (id, email, name, title, roles, department_id, manager_id, platform_user_id, deactivated_at, created_at)
     SELECT bench.id_of('person', i),
            ${ofAccount(({ key }) => literal(`${key}@example.com`), `${address} || '@example.com'`)},
            ${ofAccount(({ name }) => literal(name), `${first} || ' ' || ${last}`)},
            ${word(jobTitles, 12, { row: 'i' })},
            ARRAY[${ofAccount(({ role }) => literal(role), choose({ member: 0.998, reviewer: 0.001, auditor: 0.0005, admin: 0.0005 }, 13, 'i'))}]::"Role"[],
            bench.id_of('department', bench.person_department(i)),
            CASE WHEN i > 1 THEN bench.id_of('person', i / 8 + CASE WHEN i < 8 THEN 1 ELSE 0 END) END,
            'user-' || lpad(to_hex(i * 911), 12, '0'),
            CASE WHEN i > ${active} THEN ${now} - interval '1 day' * (1 + ${index(600, 14, { row: 'i' })}) END,
            ${now} - interval '1 day' * (610 + ${index(1_000, 15, { row: 'i' })})
       FROM generate_series(1, ${people}) i`,
    `INSERT INTO people_group (id, name, external_id, created_at)
     SELECT bench.id_of('group', i), (${textArray(departments)})[1 + i % ${DEPARTMENTS}] || ' ' || ${word(['team', 'leads', 'squad', 'on-call', 'desk', 'project'], 16, { row: 'i' })} || ' ' || i,
            'wsgrp_' || lpad(to_hex(i * 37), 8, '0'), ${now} - interval '1600 days'
       FROM generate_series(1, ${groups}) i`,
    `INSERT INTO group_member (group_id, person_id)
     SELECT DISTINCT bench.id_of('group', i), bench.id_of('person', 1 + ${index(active, 17, { row: '(i * 1000 + j)' })})
       FROM generate_series(1, ${groups}) i, generate_series(1, (5 + floor(power(${unit(18, 'i')}, 3) * 150))::int) j`,
    // A third of the groups sit inside another; the parents are all among the first forty, so that nothing is circular.
    `INSERT INTO group_nesting (parent_id, child_id)
     SELECT bench.id_of('group', 1 + i % 40), bench.id_of('group', i) FROM generate_series(${Math.max(41, Math.floor(groups * 0.67))}, ${groups}) i`,
    `INSERT INTO data_source (id, key, name, sensitivity, mode, created_at)
     SELECT bench.id_of('source', i), key, name, sensitivity::"Sensitivity", mode::"SourceMode", ${now} - interval '1600 days'
       FROM unnest(${textArray(sources.map(([key]) => key))}, ${textArray(sources.map(([, name]) => name))},
                   ${textArray(sources.map(([, , sensitivity]) => sensitivity))}, ${textArray(sources.map(([, , , mode]) => mode))})
            WITH ORDINALITY AS source(key, name, sensitivity, mode, i)`,
  ];
}

/** An address is written without the marks that a name may have. */
function plain(expression: string): string {
  return `translate(${expression}, 'áàãâčćéèêëíïłńóöőřšśúüýžźżÁČŠŽ', 'aaaacceeeeiilnoooorssuuyzzzACSZ')`;
}
