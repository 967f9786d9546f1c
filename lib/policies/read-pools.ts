import type { PolicyRule } from '@/lib/domain/policy';
import type { StagePool } from '@/lib/domain/policy-notes';
import type { Deciders, Stage } from '@/lib/domain/stage';
import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { nestedGroups } from '@/lib/people/resolve-audience';

type Rule = Pick<PolicyRule, 'triggers' | 'effects'>;
type Other = Rule & Pick<PolicyRule, 'key' | 'name'>;

/**
 * How many people could answer each stage of a rule today. A stage that other policies in force ask for as well, where one
 * change can ask both, takes people who satisfy all of them, and the most approvals that any asks for.
 */
export async function readPools(db: Reader, key: string | null, rule: Rule, others: readonly Other[]): Promise<StagePool[]> {
  const pools: StagePool[] = [];
  for (const { at, stage } of stagesOf(rule)) {
    const shared = others.flatMap((other) =>
      other.key !== key && other.triggers.some((trigger) => rule.triggers.includes(trigger)) ? stagesOf(other).flatMap(({ stage: its }) => (its.key === stage.key ? [{ name: other.name, stage: its }] : [])) : [],
    );
    const all = [stage, ...shared.map(({ stage: its }) => its)];
    pools.push({
      at,
      people: await countPool(db, all.map(({ who }) => who)),
      related: relatedOf(all.map(({ who }) => who)),
      approvals: Math.max(...all.map(({ approvals }) => approvals)),
      sharedWith: shared.map(({ name }) => name),
      left: await readLeft(db, stage.who.people),
    });
  }
  return pools;
}

function stagesOf({ effects }: Pick<Rule, 'effects'>): { at: number; stage: Stage }[] {
  return effects.flatMap((effect, at) => (effect.effect === 'require_stage' ? [{ at, stage: effect.stage }] : []));
}

/** At most so many more: a Site has one manager and one lead; how many answer for its sources differs, so that is null. */
function relatedOf(whos: readonly Deciders[]): number | null {
  const relations = new Set(whos.flatMap(({ relations: its }) => its));
  return relations.has('source_owner') ? null : relations.size;
}

/** Active people who satisfy every one of them by role, name or group. */
async function countPool(db: Reader, whos: readonly Deciders[]): Promise<number> {
  const conditions = await Promise.all(
    whos.map(async ({ roles, people, groups }) => {
      const nested = [...(await nestedGroups(db, groups))];
      return Prisma.sql`(p.roles && ${[...roles]}::"Role"[] OR p.id = ANY (${people}::uuid[])
        OR EXISTS (SELECT FROM group_member m WHERE m.person_id = p.id AND m.group_id = ANY (${nested}::uuid[])))`;
    }),
  );
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM person p WHERE p.deactivated_at IS NULL AND ${Prisma.join(conditions, ' AND ')}`;
  return rows[0]?.count ?? 0;
}

async function readLeft(db: Reader, people: readonly string[]): Promise<string[]> {
  const left = await db.person.findMany({ where: { id: { in: [...people] }, deactivatedAt: { not: null } }, select: { name: true }, orderBy: { name: 'asc' } });
  return left.map(({ name }) => name);
}
