import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/scripts/support/embedded-postgres';
import { isAlive } from '@/scripts/support/running-process.mjs';

let parent: string;
let folder: string;
let server: EmbeddedPostgres | undefined;

beforeAll(async () => {
  // As root this parent can be entered by root alone, as a clone under /root can.
  parent = await mkdtemp(path.join(tmpdir(), 'siteward embedded '));
  folder = path.join(parent, 'my data');
});
afterAll(async () => {
  await server?.stop();
  await rm(parent, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ answer: unknown }>(sql)).rows.map((row) => row.answer);
  } finally {
    await client.end();
  }
}

const start = async () => (server = await startEmbeddedPostgres({ folder }));

describe('the embedded PostgreSQL', () => {
  it('is made beside what an interrupted first start left, in UTF-8 and UTC', async () => {
    mkdirSync(path.join(folder, 'postgres-new-1', 'cluster'), { recursive: true });
    const { ownerUrl } = await start();
    expect(existsSync(path.join(folder, 'postgres-new-1'))).toBe(false);
    expect(await ask(ownerUrl(), `SELECT current_setting('server_encoding') || ' ' || current_setting('timezone') AS answer`)).toEqual(['UTF8 UTC']);
  });

  it('keeps its passwords to this user, and is open to nobody without one', async () => {
    if (!server) throw new Error('not started');
    expect(statSync(path.join(folder, 'credentials.json')).mode & 0o777).toBe(0o600);
    await expect(ask(server.ownerUrl().replace(/:[^:@/]+@/, ':wrong@'), 'SELECT 1 AS answer')).rejects.toThrow(/password/);
    expect(await ask(server.appUrl(), `SELECT rolsuper OR rolcreaterole OR rolcreatedb AS answer FROM pg_roles WHERE rolname = current_user`)).toEqual([false]);
  });

  it('has all that was committed after the postmaster was killed', async () => {
    if (!server) throw new Error('not started');
    await ask(server.ownerUrl(), 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(server.pid, 'SIGKILL');
    await server.ended;
    const again = await start();
    expect(await ask(again.ownerUrl(), 'SELECT answer FROM kept')).toEqual([42]);
  });

  it('takes over from one that lost whoever started it', async () => {
    if (!server) throw new Error('not started');
    const orphan = server;
    const again = await start();
    expect(isAlive(orphan.pid)).toBe(false);
    expect(await ask(again.ownerUrl(), 'SELECT answer FROM kept')).toEqual([42]);
  });

  it('starts when its old process id belongs to something else', async () => {
    await server?.stop();
    const stranger: ChildProcess = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    try {
      const pidFile = path.join(folder, 'postgres', 'postmaster.pid');
      writeFileSync(pidFile, `${stranger.pid}\n${path.join(folder, 'postgres')}\n1\n1\n\n127.0.0.1\n`);
      const again = await start();
      expect(await ask(again.ownerUrl(), 'SELECT answer FROM kept')).toEqual([42]);
      expect(readFileSync(pidFile, 'utf8').split('\n')[0]).toBe(String(again.pid));
      expect(isAlive(stranger.pid ?? 0)).toBe(true);
    } finally {
      stranger.kill('SIGKILL');
    }
  });
});
