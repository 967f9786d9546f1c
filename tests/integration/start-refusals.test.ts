import { spawn } from 'node:child_process';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '@/scripts/support/embedded-postgres';

const complete = {
  DATABASE_URL: 'postgresql://siteward:hush-hush@127.0.0.1:1/siteward',
  AUTH_SECRET: 'x'.repeat(32),
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_CLIENT_ID: 'siteward',
  OIDC_CLIENT_SECRET: 'hush-hush',
};

/** Runs the launcher as a process; everything it is told here makes it refuse before it starts anything. */
function start(env: Record<string, string>, ...args: string[]): Promise<{ status: number | null; lines: string[] }> {
  const child = spawn(process.execPath, ['scripts/start.mjs', ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, lines: said.trim().split('\n') })));
}

describe('npm start refuses in one line', () => {
  let taken: Server;
  let port: string;
  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    port = String(await findFreePort());
  });
  afterAll(() => new Promise((resolve) => taken.close(resolve)));

  it('a port that is taken', async () => {
    const { port: used } = taken.address() as AddressInfo;
    const { status, lines } = await start({ ...complete, HOST: '127.0.0.1', PORT: String(used) });
    expect(lines).toEqual([`Port ${used} is taken. Stop what uses it, or choose another: PORT=${used + 1} npm start`]);
    expect(status).toBe(1);
  });

  it('a database that is not there, without its password', async () => {
    const { status, lines } = await start({ ...complete, PORT: port });
    expect(lines).toEqual(["The database at 127.0.0.1:1/siteward can't be used: connect ECONNREFUSED 127.0.0.1:1. Is it running, and is DATABASE_URL right?"]);
    expect(status).toBe(1);
  });

  it.each(['AUTH_SECRET', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'])('a database without %s', async (name) => {
    const { status, lines } = await start({ ...complete, PORT: port, [name]: '' });
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^${name} is missing\\. Set it to `))]);
    expect(status).toBe(1);
  });

  it('to begin a database of somebody else again', async () => {
    const { status, lines } = await start({ ...complete, PORT: port }, '--fresh', '--yes');
    expect(lines).toEqual(['--fresh is for the demo. There is a DATABASE_URL, and nothing is ever removed from that.']);
    expect(status).toBe(1);
  });

  it('an option it does not know', async () => {
    const { status, lines } = await start({ ...complete, PORT: port }, '--frsh');
    expect(lines).toEqual(["Unknown option '--frsh'. There are --fresh (a new demo), --yes (without asking) and --dev."]);
    expect(status).toBe(1);
  });
});
