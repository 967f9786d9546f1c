import { record } from '@/lib/audit/record';
import { inTransaction } from '@/lib/db/transaction';
import type { TombstoneRecord } from '@/lib/domain/tombstone';
import { defaultSettings, type Settings } from '@/lib/domain/settings';
import { systemActor } from '@/lib/gate/actor';
import { advanceRetirements } from '@/lib/retirements/advance-retirements';
import type { Database } from '@/lib/db/client';
import type { World } from './world';

/** A day on which nothing is quiet. */
export const thursday = new Date('2026-11-19T12:00:00.000Z');
export const sha256 = 'c0ffee00'.repeat(8);

type SiteOf = Parameters<World['site']>[0];

/** A Site of Olga's that the platform knows, open to Hal, with both kinds of storage and a secret. */
export async function retiringSite(world: World, columns: SiteOf = {}): Promise<string> {
  const id = await world.site({
    expiresAt: new Date('2028-01-01T00:00:00Z'),
    liveUrl: 'https://crm-notes.sites.example.com',
    audience: { mode: 'custom', people: [world.id('hal')] },
    sources: [{ id: world.sources.crm }],
    ...columns,
  });
  await world.db.prisma.storageBinding.createMany({ data: [{ siteId: id, kind: 'd1', name: 'DB' }, { siteId: id, kind: 'r2', name: 'FILES' }] });
  await world.db.prisma.environmentKey.createMany({ data: [{ siteId: id, key: 'CRM_TOKEN', isSecret: true }, { siteId: id, key: 'REGION', isSecret: false }] });
  return id;
}

/** Takes the retirements of a database on as of an instant, a batch a transaction, as a sweep does. Answers what it did. */
export async function advance({ db }: { db: Database }, now: Date, { size = 100, settings = defaultSettings }: { size?: number; settings?: Settings } = {}): Promise<Record<string, number>> {
  const actor = systemActor('Lifecycle', { via: 'job', correlationId: 'sweep' });
  const did: Record<string, number> = {};
  let cursor: string | null = null;
  do {
    const from: string | null = cursor;
    cursor = await inTransaction(db, async (tx) => {
      const batch = await advanceRetirements(tx, { now, settings, actor }, from, size);
      for (const [what, count] of Object.entries(batch.did)) did[what] = (did[what] ?? 0) + count;
      await record(tx, batch.events, { actor, now });
      return batch.cursor;
    });
  } while (cursor !== null);
  return did;
}

/** The shortest record that a tombstone can hold. */
function tombstoneRecord(slug: string): TombstoneRecord {
  const at = thursday.toISOString();
  return {
    version: 1, slug, title: slug, purpose: null, description: null, classification: 'team_internal', department: null, url: null, projectId: null, repository: null, registeredAt: at,
    owners: [], audience: { mode: 'admins_only', people: [], groups: [], reach: null }, dataSources: [], dataSourceNote: null, exports: [], secrets: [], versions: { count: 0, last: null },
    retirement: { reason: 'r', beganAt: at, closedAt: at, deletedAt: at, proof: 'feed', note: null }, decisions: [], replacedBy: null, namesDays: null,
  };
}

const dayMs = 24 * 60 * 60 * 1000;

/** A plan at that state, and the tombstone of one that is done, past every command. */
export async function insertPlan({ db: { prisma } }: { db: Database }, siteId: string, state: 'closed' | 'deleting' | 'done'): Promise<void> {
  const [began, deletes] = [new Date(Date.now() - 40 * dayMs), new Date(Date.now() - dayMs)];
  await prisma.retirement.create({
    data: {
      siteId, state, reason: 'A walk.', beganAt: began, beganFrom: 'live', closesAt: began, closedAt: began, deletesAt: deletes, endedAt: state === 'done' ? deletes : null,
      exports: { create: { kind: 'd1', name: 'DB', ...(state === 'closed' ? {} : { state: 'waived', waiver: 'Empty.', decidedAt: began, decidedBy: 'Walk (owner)' }) } },
    },
  });
  if (state !== 'done') return;
  await prisma.tombstone.create({ data: { siteId, record: tombstoneRecord(siteId), madeAt: new Date() } });
  await prisma.site.update({ where: { id: siteId }, data: { state: 'retired', retiredAt: deletes, revision: { increment: 1 } } });
}
