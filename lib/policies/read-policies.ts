import type { ActivePolicy, PolicyTrigger } from '@/lib/domain/policy';
import { policyEffectSchema } from '@/lib/domain/policy';
import type { Reader } from '@/lib/db/client';

type Stored = Omit<ActivePolicy, 'effects' | 'problem'> & { effects: unknown };

/** The policies in force that are asked at a trigger, or all of them, in the order of their keys. */
export async function readActivePolicies(db: Reader, trigger?: PolicyTrigger): Promise<ActivePolicy[]> {
  const rows = await db.$queryRaw<Stored[]>`
    SELECT p.id::text, p.key, p.version, v.name, v.description, v.is_enabled AS "isEnabled", v.triggers::text[] AS triggers, v.condition, v.effects
      FROM policy p JOIN policy_version v ON v.policy_id = p.id AND v.number = p.version
     WHERE p.archived_at IS NULL AND v.is_enabled AND (${trigger ?? null}::text IS NULL OR ${trigger ?? null}::text = ANY (v.triggers::text[]))
     ORDER BY p.key COLLATE "C"`;
  return rows.map((row) => {
    const effects = policyEffectSchema.array().safeParse(row.effects);
    // Stored by a version of the product that knew other effects: it can't be followed, so it denies.
    return effects.success ? { ...row, effects: effects.data } : { ...row, effects: [], problem: 'Its effects are not known to this version.' };
  });
}
