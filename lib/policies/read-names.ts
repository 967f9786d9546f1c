import type { PolicyRule } from '@/lib/domain/policy';
import { idsIn, type NameOf } from '@/lib/domain/policy-words';
import type { Reader } from '@/lib/db/client';

/** The names of the people and groups in rules, by id. */
export async function readNames(db: Reader, rules: readonly Pick<PolicyRule, 'effects'>[]): Promise<Map<string, string>> {
  const ids = rules.map(idsIn);
  const [people, groups] = await Promise.all([
    db.person.findMany({ where: { id: { in: ids.flatMap(({ people: its }) => its) } }, select: { id: true, name: true } }),
    db.group.findMany({ where: { id: { in: ids.flatMap(({ groups: its }) => its) } }, select: { id: true, name: true } }),
  ]);
  return new Map([...people, ...groups].map(({ id, name }) => [id, name]));
}

/** What is gone since reads as its id. */
export function nameOfIn(names: ReadonlyMap<string, string>): NameOf {
  return (id) => names.get(id) ?? id;
}
