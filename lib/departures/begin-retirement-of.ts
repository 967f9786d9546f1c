import { v7 as uuidv7 } from 'uuid';
import type { NewRetirement } from '@/lib/domain/retirement';
import type { Tx } from '@/lib/db/client';

/** Writes the plan of a retirement that was begun: its dates, the data to export, the secrets to revoke. */
export async function beginRetirementOf(tx: Tx, siteId: string, plan: NewRetirement, now: Date): Promise<void> {
  const bindings = await tx.storageBinding.findMany({ where: { siteId }, select: { kind: true, name: true } });
  const secrets = await tx.environmentKey.findMany({ where: { siteId, isSecret: true }, select: { key: true } });
  await tx.retirement.create({
    data: { id: uuidv7(), siteId, ...plan, beganAt: now, exports: { create: bindings }, secrets: { create: secrets } },
  });
}
