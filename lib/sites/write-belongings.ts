import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '@/lib/db/client';

type Belongings = {
  bindings?: { kind: 'd1' | 'r2'; name: string | null }[];
  environment?: { key: string; isSecret: boolean; declared: boolean; present: boolean }[];
  versions?: { platformId: string; number: number | null; commitSha: string | null; deploymentId: string | null; savedAt: Date | null }[];
  deployments?: {
    platformId: string;
    versionPlatformId: string | null;
    status: 'pending' | 'building' | 'publishing' | 'succeeded' | 'failed';
    url: string | null;
    failureMessage: string | null;
    environmentRevision: bigint | null;
    platformUpdatedAt: Date | null;
  }[];
};

/** The one writer of what hangs on a Site and arrives from outside; what a part doesn't mention stays. */
export async function writeBelongings(tx: Tx, siteId: string, { bindings = [], environment, versions = [], deployments = [] }: Belongings, now: Date): Promise<void> {
  for (const { kind, name } of bindings) {
    if (name === null) await tx.storageBinding.deleteMany({ where: { siteId, kind } });
    else await tx.storageBinding.upsert({ where: { siteId_kind: { siteId, kind } }, create: { id: uuidv7(), siteId, kind, name }, update: { name } });
  }
  if (environment !== undefined) {
    // A key that stays keeps since when it is known and when its value was replaced.
    await tx.environmentKey.deleteMany({ where: { siteId, key: { notIn: environment.map(({ key }) => key) } } });
    for (const { key, ...data } of environment) {
      await tx.environmentKey.upsert({ where: { siteId_key: { siteId, key } }, create: { siteId, key, ...data, firstSeenAt: now }, update: data });
    }
  }
  for (const { platformId, ...data } of versions) {
    await tx.siteVersion.upsert({ where: { platformId }, create: { id: uuidv7(), siteId, platformId, ...data }, update: data });
  }
  for (const { platformId, ...data } of deployments) {
    await tx.deployment.upsert({ where: { platformId }, create: { id: uuidv7(), siteId, platformId, ...data }, update: data });
  }
}

/** Notes when the value of a key was replaced. */
export async function noteRotated(tx: Tx, { siteId, key }: { siteId: string; key: string }, at: Date): Promise<void> {
  await tx.environmentKey.update({ where: { siteId_key: { siteId, key } }, data: { rotatedAt: at } });
}
