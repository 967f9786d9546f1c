import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { runQuery } from '@/lib/gate/query';
import type { ImportReport } from '@/lib/imports/report';
import { createTestDatabase, type TestDatabase } from '../support/test-database';
import { closeDatabase, openDatabase, type Database } from '@/lib/db/client';
import { systemActor } from '@/lib/gate/actor';

const rows = 20_000;
const megabyte = 1024 * 1024;

let database: TestDatabase;
let db: Database;
let superuser: pg.Client;
let folder: string;
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { role: '', poolSize: 3 });
  superuser = new pg.Client({ connectionString: database.ownerUrl });
  await superuser.connect();
  folder = mkdtempSync(path.join(tmpdir(), 'siteward-csv-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await superuser.end();
  await closeDatabase(db);
  await database.drop();
});

/** A file of new Sites, half of them with a slug of their own. */
function newFile(count: number): string {
  const line = (at: number): string => `${at % 2 === 0 ? `from-file-${at}` : ''},"Site ${at}, from a file","What it is for, and for whom; line ${at}",team_internal,2027-01-31`;
  const file = path.join(folder, `${count}.csv`);
  writeFileSync(file, ['slug,title,purpose,classification,expires_at', ...Array.from({ length: count }, (_, at) => line(at))].join('\n'));
  return file;
}

/** The import as a process of its own, by the same command as the shell's. */
function startImport(file: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/import.ts', 'csv', file, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: database.url, DATABASE_ROLE: '', MIGRATE_DATABASE_URL: '', LOG_LEVEL: 'warn' },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let peak = 0;
  const sampling = setInterval(() => { peak = Math.max(peak, residentBytes(child.pid ?? 0)); }, 50);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve())).finally(() => clearInterval(sampling));
  return {
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
    report: async () => {
      await ended;
      expect(child.exitCode, said).toBe(0);
      return { report: JSON.parse(said) as ImportReport, peak };
    },
  };
}

/** What a process holds in memory; 0 where /proc doesn't tell. */
function residentBytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

async function counts(): Promise<{ sites: number; events: number }> {
  const { rows: found } = await superuser.query<{ sites: number; events: number }>('SELECT (SELECT count(*)::int FROM site) AS sites, (SELECT count(*)::int FROM audit_event) AS events');
  return found[0] ?? { sites: -1, events: -1 };
}

/** How many rows another transaction has put into the table of Sites so far, seen or not. */
async function pagesWritten(): Promise<number> {
  const { rows: found } = await superuser.query<{ bytes: string }>(`SELECT pg_relation_size('site')::text AS bytes`);
  return Number(found[0]?.bytes ?? 0);
}

describe('an import of many rows', () => {
  it('grows no further in memory than a small one by 150 MB', { timeout: 180_000 }, async () => {
    const small = await startImport(newFile(600)).report();
    const large = await startImport(newFile(rows)).report();

    expect(large.report).toMatchObject({ created: rows - 600, unchanged: 600, refused: [] });
    expect([large.report.items.length, large.report.itemsOmitted]).toEqual([1_000, rows - 1_000]);
    expect(large.peak - small.peak).toBeLessThan(150 * megabyte);
  });

  it('that is killed in the middle leaves nothing, and the second one brings all', { timeout: 180_000 }, async () => {
    const file = newFile(rows);
    const killed = startImport(file);
    await vi.waitFor(async () => expect(await pagesWritten()).toBeGreaterThan(megabyte), { timeout: 60_000, interval: 5 });
    await killed.kill();
    expect(await counts()).toEqual({ sites: 0, events: 0 });

    expect((await startImport(file).report()).report).toMatchObject({ created: rows, changed: 0, unchanged: 0, refused: [] });
    expect(await counts()).toEqual({ sites: rows, events: rows + 1 });
    expect((await startImport(file).report()).report).toMatchObject({ created: 0, changed: 0, unchanged: rows });
    expect(await counts()).toEqual({ sites: rows, events: rows + 1 });
    const verification = await runQuery(verifyAudit, {}, systemActor('a test', { via: 'shell', correlationId: 'a-test-of-imports' }), { db });
    expect(verification).toMatchObject({ intact: true });
  });

  it('takes turns with another of the same file', { timeout: 180_000 }, async () => {
    const file = newFile(4_000);
    const reports = await Promise.all([startImport(file).report(), startImport(file).report()]);
    expect(reports.map(({ report }) => report.created).sort((a, b) => a - b)).toEqual([0, 4_000]);
    expect(await counts()).toEqual({ sites: 4_000, events: 4_001 });
  });

  it('does not keep other changes waiting while its rows are written', { timeout: 180_000 }, async () => {
    const running = startImport(newFile(rows));
    await vi.waitFor(async () => expect(await pagesWritten()).toBeGreaterThan(megabyte), { timeout: 60_000, interval: 5 });
    await superuser.query(`SET lock_timeout = '1s'`);
    await superuser.query(`SELECT audit_append(ARRAY['{"id":"019f0000-0000-7000-8000-000000000000","at":"2026-11-21T12:00:00Z","type":"site.edited","actor":{"id":null},"correlationId":"a-test"}'])`);
    expect((await counts()).sites).toBe(0);
    await running.report();
  });
});
