import { v7 as uuidv7 } from 'uuid';
import { record } from '@/lib/audit/record';
import { closeDatabase, openDatabase, type Database, type Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { systemActor } from '@/lib/gate/actor';
import { noteTold } from '@/lib/incidents/write';
import { aftermathSteps } from './aftermath';
import { campaignSteps } from './campaigns';
import { DemoClock } from './demo-clock';
import type { DemoWorld } from './demo-world';
import { insertPeople, required, type Workforce } from './people';
import { siteSteps } from './sites';
import { conflictSteps, insertSources } from './sources';
import { storySteps } from './stories';
import { viewSteps } from './views';

export type DemoAccount = { email: string; name: string; what: string };

const accounts: readonly (readonly [key: string, what: string])[] = [
  ['admin', 'administers the workspace'],
  ['owner', 'owns many Sites'],
  ['reviewer', 'decides who may open what'],
  ['auditor', 'reads everything, changes nothing'],
  ['member', 'opens Sites of others'],
];

/**
 * Fills an empty database with the demo workspace, a history of half a year that ends now; a database that has
 * people already stays as it is. Takes the owner's connection.
 */
export async function seedDemo(migrateUrl: string): Promise<{ accounts: DemoAccount[] }> {
  const db = openDatabase(migrateUrl, { role: '', poolSize: 2 });
  try {
    if ((await db.prisma.person.count()) > 0) return { accounts: await accountsOf(db.prisma) };
    await inTransaction(db, (tx) => writeHistory(insideOf(db, tx), tx), { timeoutMs: 120_000 });
    return { accounts: await accountsOf(db.prisma) };
  } finally {
    await closeDatabase(db);
  }
}

async function writeHistory(db: Database, tx: Tx): Promise<void> {
  const clock = new DemoClock(new Date());
  const begin = clock.ago(170);
  const workforce = await insertPeople(tx, begin);
  const sourceIds = await insertSources(tx, workforce, begin);
  const actor = systemActor('Directory import', { via: 'shell', correlationId: uuidv7() });
  await record(tx, peopleCreated(workforce), { actor, now: begin });
  const world: DemoWorld = { ...workforce, db, clock, sourceIds, siteIds: new Map() };
  const steps = [...siteSteps(world), ...storySteps(world), ...campaignSteps(world), ...conflictSteps(world), ...aftermathSteps(world), ...viewSteps(world)].sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const { at, run } of steps) await run(at);
  // What was over long ago is nobody's news; what is open is told once the demo runs.
  const over = await tx.driftIncident.findMany({ where: { closedAt: { not: null } }, select: { id: true } });
  await noteTold(tx, over.map(({ id }) => id), clock.ago(0));
}

/**
 * The database as seen from inside one transaction: what the commands open within it joins it. So the demo is
 * there whole or not at all, whenever a start is killed.
 */
function insideOf(db: Database, tx: Tx): Database {
  const join = (work: (inner: Tx) => Promise<unknown>): Promise<unknown> => work(tx);
  const prisma = new Proxy(tx, { get: (target, key) => (key === '$transaction' ? join : (Reflect.get(target, key) as unknown)) });
  return { pool: db.pool, prisma: prisma as Database['prisma'] };
}

function peopleCreated({ people }: Workforce): Parameters<typeof record>[1] {
  return [...people.values()].map(({ id, name }) => ({
    type: 'person.created' as const,
    subject: { kind: 'person' as const, id, name },
    data: { from: 'directory' },
  }));
}

async function accountsOf(prisma: DemoWorld['db']['prisma']): Promise<DemoAccount[]> {
  const emails = accounts.map(([key]) => `${key}@example.com`);
  const rows = await prisma.person.findMany({ where: { email: { in: emails }, deactivatedAt: null }, select: { email: true, name: true } });
  const names = new Map(rows.map(({ email, name }) => [email, name]));
  return accounts
    .filter(([key]) => names.has(`${key}@example.com`))
    .map(([key, what]) => ({ email: `${key}@example.com`, name: required(names, `${key}@example.com`), what }));
}
