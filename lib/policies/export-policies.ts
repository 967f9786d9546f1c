import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import type { PolicyRule } from '@/lib/domain/policy';
import { idsIn } from '@/lib/domain/policy-words';
import type { Reader } from '@/lib/db/client';
import { query } from '@/lib/gate/query';
import { writePolicyFile } from './policy-file';
import { readKeptPolicies } from './policy-row';

/** All policies that are not archived, as a file that can be changed and applied again. */
export const exportPolicies = query({
  name: 'policy.list',
  input: z.strictObject({}),
  may: (actor) => judge('policy.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }) => {
    const rules = (await readKeptPolicies(prisma)).filter(({ isArchived }) => !isArchived).map(({ rule }) => rule);
    return { yaml: writePolicyFile(rules, await readFileNames(prisma, rules)) };
  },
});

/** Addresses of people and names of groups; where two groups have one name, the id. */
async function readFileNames(db: Reader, rules: readonly PolicyRule[]): Promise<(id: string) => string> {
  const ids = rules.map(idsIn);
  const [people, groups] = await Promise.all([
    db.person.findMany({ where: { id: { in: ids.flatMap((each) => each.people) } }, select: { id: true, email: true } }),
    db.$queryRaw<{ id: string; name: string }[]>`
      SELECT g.id::text, g.name FROM people_group g
       WHERE g.id = ANY (${ids.flatMap((each) => each.groups)}::uuid[])
         AND NOT EXISTS (SELECT FROM people_group o WHERE lower(o.name) = lower(g.name) AND o.id <> g.id)`,
  ]);
  const names = new Map([...people.map(({ id, email }): [string, string] => [id, email]), ...groups.map(({ id, name }): [string, string] => [id, name])]);
  return (id) => names.get(id) ?? id;
}
