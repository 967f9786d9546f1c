import { v7 as uuidv7 } from 'uuid';
import type { PolicyRule } from '@/lib/domain/policy';
import type { Stage } from '@/lib/domain/stage';
import type { Database } from '@/lib/db/client';
import { now } from './world';

/** Puts a rule in force as it is, also one that nobody could save. Answers its key. */
export async function putInForce({ prisma }: Pick<Database, 'prisma'>, rule: Partial<Omit<PolicyRule, 'effects'>> & Pick<PolicyRule, 'triggers'> & { effects: object[] }): Promise<string> {
  const { key = `rule-${uuidv7()}`, name = 'A rule', description = null, isEnabled = true, condition = 'true', triggers, effects } = rule;
  await prisma.policy.create({
    data: { id: uuidv7(), key, versions: { create: { number: 1, name, description, isEnabled, triggers, condition, effects: JSON.parse(JSON.stringify(effects)) as object, why: 'For a test.', createdAt: now } } },
  });
  return key;
}

/** Takes rules out of force. */
export async function archive({ prisma }: Pick<Database, 'prisma'>, ...keys: string[]): Promise<void> {
  await prisma.policy.updateMany({ where: { key: { in: keys } }, data: { archivedAt: now } });
}

/** A stage that asks reviewers once, unless told otherwise. */
export function stageOf(stage: Partial<Omit<Stage, 'who'>> & { key: string; who?: Partial<Stage['who']> }): Stage {
  return { name: stage.key, alternates: null, approvals: 1, order: 1, ...stage, who: { roles: [], people: [], groups: [], relations: [], ...(stage.who ?? { roles: ['reviewer'] }) } };
}
