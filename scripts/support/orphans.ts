import { existsSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { isAlive, waitUntil } from './running-process.mjs';

/**
 * Makes a cluster's folder free to be started again after whatever happened: a postmaster without its
 * launcher, backends without their postmaster, a lock file whose process id now belongs to something else.
 */
export async function clearOrphans(cluster: string): Promise<void> {
  const pidFile = path.join(cluster, 'postmaster.pid');
  if (existsSync(pidFile)) {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    if (isAlive(pid) && isPostgresOf(pid, cluster)) {
      await endProcess(pid, 'SIGINT', 10_000);
    } else if (isAlive(pid)) {
      // PostgreSQL would take this process for the postmaster and refuse to start.
      rmSync(pidFile, { force: true });
    }
  }
  for (const pid of processesOf(cluster)) await endProcess(pid, 'SIGQUIT', 2_000);
}

async function endProcess(pid: number, signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
  for (const [step, wait] of [[signal, timeoutMs], ['SIGQUIT', 2_000], ['SIGKILL', 5_000]] as const) {
    try {
      process.kill(pid, step);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    if (await waitUntil(() => !isAlive(pid), wait)) return;
  }
}

/** PostgreSQL's processes stand in their data folder; a moved folder keeps that true where its path would lie. */
function isPostgresOf(pid: number, cluster: string): boolean {
  if (process.platform === 'linux') return workingFolderOf(pid) === realpathSync(cluster);
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(cluster);
  } catch {
    return false;
  }
}

function processesOf(cluster: string): number[] {
  if (process.platform !== 'linux') return [];
  const folder = realpathSync(cluster);
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && workingFolderOf(pid) === folder)
    .filter((pid) => nameOf(pid) === 'postgres');
}

function workingFolderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function nameOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return undefined;
  }
}
