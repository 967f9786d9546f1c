import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, closeDatabase, type Database } from '@/lib/db/client';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

let database: TestDatabase;
let db: Database;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { role: '', poolSize: 2 });
  folder = await mkdtemp(path.join(tmpdir(), 'siteward-policies-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await closeDatabase(db);
  await database.drop();
});

/** `npm run policies -- …`, as a process of its own. */
function policies(...args: string[]): Promise<{ status: number | null; out: string; problem: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/policies.ts', ...args], {
    env: { ...process.env, DATABASE_URL: database.url, DATABASE_ROLE: '', MIGRATE_DATABASE_URL: '', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', problem: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.problem += chunk.toString()));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, ...said })));
}

const file = (name: string) => path.join(folder, name);
const draft = (condition: string) => `siteward: policies/1
policies:
  - key: legal-stays-small
    name: Legal stays small
    triggers: [widen]
    condition: ${JSON.stringify(condition)}
    effects: [{ effect: forbid, message: Legal shows its Sites to named people only. }]
`;

describe('npm run policies', () => {
  it('writes down what is in force, and finds no difference', async () => {
    expect(await policies('export', file('kept.yaml'))).toMatchObject({ status: 0, problem: '' });
    expect(await readFile(file('kept.yaml'), 'utf8')).toMatch(/^siteward: policies\/1\n/);
    expect(await policies('diff', file('kept.yaml'))).toMatchObject({ status: 0, out: expect.stringContaining('0 policies changed') as string });
  });

  it('ends with 1 at what is wrong, with 2 at a difference, and applies all of it with a reason', async () => {
    await writeFile(file('wrong.yaml'), draft('site.departement == "Legal"'));
    expect(await policies('check', file('wrong.yaml'))).toMatchObject({ status: 1, problem: expect.stringMatching(/legal-stays-small|policies \[1\]/) as string });

    await writeFile(file('new.yaml'), draft('site.department == "Legal" && change.to == "workspace_all"'));
    expect(await policies('check', file('new.yaml'))).toMatchObject({ status: 0, problem: '' });
    expect(await policies('diff', file('new.yaml'))).toMatchObject({ status: 2, out: expect.stringContaining('added  legal-stays-small') as string });
    expect(await policies('apply', file('new.yaml'))).toMatchObject({ status: 1, problem: expect.stringContaining('--why') as string });
    expect(await db.prisma.policy.count({ where: { key: 'legal-stays-small' } })).toBe(0);

    expect(await policies('apply', file('new.yaml'), '--why', 'Legal asked for it')).toMatchObject({ status: 0, out: expect.stringContaining('Applied: 1 policy changed') as string });
    expect(await db.prisma.policyVersion.findFirst({ where: { policy: { key: 'legal-stays-small' } } })).toMatchObject({ why: 'Legal asked for it', number: 1 });
    expect(await policies('diff', file('new.yaml'))).toMatchObject({ status: 0 });
  });

  it('says what it can do to what it doesn’t know', async () => {
    expect(await policies('aply', file('new.yaml'))).toMatchObject({ status: 1, problem: expect.stringContaining('npm run policies -- apply') as string });
  });
});
