import type { Tx } from '@/lib/db/client';
import type { Role } from '@/lib/domain/permissions';
import { v7 as uuidv7 } from 'uuid';

export const departments = {
  Sales: 'mireille.fontaine',
  'Customer Success': 'tobias.achterberg',
  Finance: 'ingrid.solheim',
  People: 'dunja.petrovic',
  Legal: 'callum.reid',
  Engineering: 'yusuf.okonjo',
  Security: 'henrike.vasquez',
  Marketing: 'leonor.madrigal',
} as const;
export type DepartmentName = keyof typeof departments;

type Entry = readonly [key: string, name: string, title: string, department: DepartmentName, manager: string | null, roles?: Role[]];

/** Everybody in the demo workspace; the key is the part of the e-mail address before the @. */
const people: readonly Entry[] = [
  ['wanda.kowalczyk', 'Wanda Kowalczyk', 'Chief operating officer', 'Finance', null],
  ['admin', 'Ada Lindqvist', 'Workspace administrator', 'Engineering', 'yusuf.okonjo', ['admin']],
  ['owner', 'Oskar Brandt', 'Revenue operations lead', 'Sales', 'mireille.fontaine'],
  ['reviewer', 'Renata Okafor', 'Security reviewer', 'Security', 'henrike.vasquez', ['reviewer']],
  ['auditor', 'Aurel Whitcombe', 'Internal auditor', 'Legal', 'callum.reid', ['auditor']],
  ['member', 'Mei Castellano', 'Customer success associate', 'Customer Success', 'tobias.achterberg'],

  ['mireille.fontaine', 'Mireille Fontaine', 'Head of sales', 'Sales', 'wanda.kowalczyk'],
  ['bastien.leroy', 'Bastien Leroy', 'Account executive, EMEA', 'Sales', 'mireille.fontaine'],
  ['freya.dahl', 'Freya Dahl', 'Account executive, EMEA', 'Sales', 'mireille.fontaine'],
  ['marcus.oyelaran', 'Marcus Oyelaran', 'Account executive, Americas', 'Sales', 'mireille.fontaine'],
  ['paloma.reyes', 'Paloma Reyes', 'Account executive, Americas', 'Sales', 'mireille.fontaine'],
  ['timo.saarinen', 'Timo Saarinen', 'Sales development', 'Sales', 'owner'],
  ['nadia.benali', 'Nadia Benali', 'Sales engineer', 'Sales', 'mireille.fontaine'],

  ['tobias.achterberg', 'Tobias Achterberg', 'Head of customer success', 'Customer Success', 'wanda.kowalczyk'],
  ['chiara.moretti', 'Chiara Moretti', 'Renewals manager', 'Customer Success', 'tobias.achterberg'],
  ['kwame.asante', 'Kwame Asante', 'Onboarding manager', 'Customer Success', 'tobias.achterberg'],
  ['sofie.lindgren', 'Sofie Lindgren', 'Support operations', 'Customer Success', 'tobias.achterberg'],

  ['ingrid.solheim', 'Ingrid Solheim', 'Finance director', 'Finance', 'wanda.kowalczyk'],
  ['rahul.menon', 'Rahul Menon', 'Financial planning', 'Finance', 'ingrid.solheim'],
  ['beatrix.hoang', 'Beatrix Hoàng', 'Controller', 'Finance', 'ingrid.solheim'],
  ['lukas.zeman', 'Lukáš Zeman', 'Procurement', 'Finance', 'ingrid.solheim'],

  ['dunja.petrovic', 'Dunja Petrović', 'Head of people', 'People', 'wanda.kowalczyk'],
  ['amara.nwosu', 'Amara Nwosu', 'Recruiting lead', 'People', 'dunja.petrovic'],
  ['elias.haugen', 'Elias Haugen', 'People operations', 'People', 'dunja.petrovic'],

  ['callum.reid', 'Callum Reid-Baptiste', 'General counsel', 'Legal', 'wanda.kowalczyk'],
  ['noor.vandijk', 'Noor van Dijk', 'Commercial counsel', 'Legal', 'callum.reid'],
  ['hugo.tremblay', 'Hugo Tremblay', 'Legal operations', 'Legal', 'callum.reid'],

  ['yusuf.okonjo', 'Yusuf Okonjo', 'VP engineering', 'Engineering', 'wanda.kowalczyk'],
  ['samuel.eide', 'Samuel Eide', 'IT operations', 'Engineering', 'yusuf.okonjo', ['admin']],
  ['keiko.arai', 'Keiko Arai', 'Platform engineer', 'Engineering', 'yusuf.okonjo'],
  ['dmitri.volkov', 'Dmitri Volkov', 'Data engineer', 'Engineering', 'yusuf.okonjo'],
  ['grace.mbeki', 'Grace Mbeki', 'Release manager', 'Engineering', 'yusuf.okonjo'],
  ['joaquin.prado', 'Joaquín Prado', 'Engineering manager', 'Engineering', 'yusuf.okonjo'],

  ['henrike.vasquez', 'Henrike Vasquez', 'Head of security', 'Security', 'wanda.kowalczyk'],
  ['priya.raghunathan', 'Priya Raghunathan', 'Security engineer', 'Security', 'henrike.vasquez', ['reviewer']],

  ['leonor.madrigal', 'Leonor Madrigal', 'Head of marketing', 'Marketing', 'wanda.kowalczyk'],
  ['jonas.feldt', 'Jonas Feldt', 'Campaign manager', 'Marketing', 'leonor.madrigal'],
  ['tess.gallagher', 'Tess Gallagher', 'Product marketing', 'Marketing', 'leonor.madrigal'],
  ['minh.pham', 'Minh Phạm', 'Events', 'Marketing', 'leonor.madrigal'],
  ['rosalind.carter', 'Rosalind Carter', 'Content', 'Marketing', 'leonor.madrigal'],
];

/** The groups, their own members, and the groups inside them. */
const groups = {
  'Sales EMEA': { members: ['bastien.leroy', 'freya.dahl', 'nadia.benali'] },
  'Sales Americas': { members: ['marcus.oyelaran', 'paloma.reyes'] },
  'Sales Development': { members: ['timo.saarinen'] },
  Sales: { members: ['mireille.fontaine', 'owner'], inside: ['Sales EMEA', 'Sales Americas', 'Sales Development'] },
  'Onboarding squad': { members: ['member', 'kwame.asante'] },
  'Renewals desk': { members: ['chiara.moretti', 'sofie.lindgren'] },
  'Customer Success': { members: ['tobias.achterberg'], inside: ['Onboarding squad', 'Renewals desk'] },
  'Month-end close': { members: ['beatrix.hoang', 'rahul.menon'] },
  Finance: { members: ['ingrid.solheim', 'lukas.zeman'], inside: ['Month-end close'] },
  'People team': { members: ['dunja.petrovic', 'amara.nwosu', 'elias.haugen'] },
  'Hiring managers': { members: ['yusuf.okonjo', 'joaquin.prado', 'mireille.fontaine', 'leonor.madrigal', 'tobias.achterberg'] },
  'Legal team': { members: ['callum.reid', 'noor.vandijk', 'hugo.tremblay'] },
  'Platform on-call': { members: ['keiko.arai', 'dmitri.volkov'] },
  Engineering: { members: ['yusuf.okonjo', 'grace.mbeki', 'joaquin.prado', 'samuel.eide', 'admin'], inside: ['Platform on-call'] },
  Security: { members: ['henrike.vasquez', 'reviewer', 'priya.raghunathan'] },
  Marketing: { members: ['leonor.madrigal', 'jonas.feldt', 'tess.gallagher', 'minh.pham', 'rosalind.carter'] },
  'Account planning': { members: ['owner', 'member', 'chiara.moretti', 'bastien.leroy', 'marcus.oyelaran'] },
  Leadership: { members: ['wanda.kowalczyk', ...Object.values(departments)] },
} as const satisfies Record<string, { members: readonly string[]; inside?: readonly string[] }>;
export type GroupName = keyof typeof groups;

/** The keys of everybody in a group, through the groups inside it too. */
export function membersOf(name: GroupName): string[] {
  const { members, inside = [] }: { members: readonly string[]; inside?: readonly GroupName[] } = groups[name];
  return [...members, ...inside.flatMap(membersOf)];
}

export type DemoPerson = { id: string; key: string; name: string; email: string; roles: Role[]; department: DepartmentName };
export type DemoGroup = { id: string; name: string; externalId: string };
export type Workforce = {
  people: ReadonlyMap<string, DemoPerson>;
  departmentIds: ReadonlyMap<string, string>;
  groups: ReadonlyMap<string, DemoGroup>;
};

/** Adds everybody, where they belong, whom they report to, and the groups with their nesting. */
export async function insertPeople(tx: Tx, createdAt: Date): Promise<Workforce> {
  const departmentIds = new Map(Object.keys(departments).map((name) => [name, uuidv7()]));
  const byKey = new Map(
    people.map(([key, name, , department, , roles]): [string, DemoPerson] => [
      key,
      { id: uuidv7(), key, name, email: `${key}@example.com`, roles: roles ?? ['member'], department },
    ]),
  );
  const byName = new Map(
    Object.keys(groups).map((name, index): [string, DemoGroup] => [
      name,
      { id: uuidv7(), name, externalId: `wsgrp_${(0x51e0 + index * 37).toString(16).padStart(8, '0')}` },
    ]),
  );
  const personId = (key: string): string => required(byKey, key).id;

  await tx.department.createMany({ data: [...departmentIds].map(([name, id]) => ({ id, name, createdAt })) });
  await tx.person.createMany({
    data: people.map(([key, name, title, department, manager], index) => ({
      id: personId(key),
      name,
      email: required(byKey, key).email,
      title,
      roles: required(byKey, key).roles,
      departmentId: required(departmentIds, department),
      managerId: manager === null ? null : personId(manager),
      platformUserId: `user-${(0x7a3c + index * 911).toString(16).padStart(12, '0')}`,
      createdAt,
    })),
  });
  for (const [name, lead] of Object.entries(departments)) {
    await tx.department.update({ where: { id: required(departmentIds, name) }, data: { leadId: personId(lead) } });
  }
  await tx.group.createMany({ data: [...byName.values()].map((group) => ({ ...group, createdAt })) });
  const entries = Object.entries<{ members: readonly string[]; inside?: readonly string[] }>(groups);
  await tx.groupMember.createMany({
    data: entries.flatMap(([name, { members }]) =>
      members.map((key) => ({ groupId: required(byName, name).id, personId: personId(key) })),
    ),
  });
  await tx.groupNesting.createMany({
    data: entries.flatMap(([name, { inside = [] }]) =>
      inside.map((child) => ({ parentId: required(byName, name).id, childId: required(byName, child).id })),
    ),
  });
  return { people: byKey, departmentIds, groups: byName };
}

/** The entry of a map that has to be there; a slip of the pen in the demo is an error that names it. */
export function required<Value>(map: ReadonlyMap<string, Value>, key: string): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The demo names ${key}, which it does not have.`);
  return value;
}
