import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { administer } from '../run/database-session';

export interface Machine {
  cpu: string;
  cores: number;
  memoryMb: number;
  system: string;
  node: string;
  postgresql: string;
  /** Of the code that was measured; “with changes” where the working tree has some. */
  commit: string;
}

export async function machineOf(ownerUrl: string): Promise<Machine> {
  const [[version] = []] = await administer<{ server_version: string }>(ownerUrl, ['SHOW server_version']);
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryMb: Math.round(totalmem() / 2 ** 20),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    postgresql: version?.server_version ?? 'unknown',
    commit: commitOf(),
  };
}

function commitOf(): string {
  try {
    const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return git('rev-parse', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' with changes');
  } catch {
    return 'unknown';
  }
}
