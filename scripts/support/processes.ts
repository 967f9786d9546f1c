import { type ChildProcess, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

/** What ends together with the launcher, last begun first. */
export class Cleanup {
  private readonly steps: (() => Promise<void> | void)[] = [];
  private running: Promise<void> | undefined;

  add(step: () => Promise<void> | void): void {
    this.steps.unshift(step);
  }

  /** Runs all steps once; a second caller waits for the first. */
  run(): Promise<void> {
    this.running ??= (async () => {
      for (const step of this.steps) await step();
    })();
    return this.running;
  }
}

const preload = pathToFileURL(path.resolve('scripts/support/die-with-parent.mjs')).href;

export interface NodeChildOptions {
  env: NodeJS.ProcessEnv;
  /** Where standard output goes; the launcher's own by default. */
  stdout?: 'inherit' | 'stderr' | 'ignore' | 'pipe';
}

/**
 * Starts a Node program that ends when this process does, even by `kill -9`. It is in a process group of its own, so
 * that Ctrl-C reaches only the launcher, which ends things in order.
 */
export function spawnNode(args: string[], { env, stdout = 'inherit' }: NodeChildOptions): ChildProcess {
  return spawn(process.execPath, ['--import', preload, ...args], {
    stdio: ['ignore', stdout === 'stderr' ? 2 : stdout, 'inherit', 'ipc'],
    detached: true,
    env: { ...env, SITEWARD_PARENT: String(process.pid) },
  });
}

/** Resolves with how the process ended, in words, or undefined when it ended well. */
export function outcomeOf(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code === 0 ? undefined : signal ? `signal ${signal}` : `exit status ${code}`));
  });
}

/** Ends a process and the group it leads: politely, then not. */
export async function endGroup(child: ChildProcess, patienceMs = 10_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const pid = child.pid;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => killGroup(pid), patienceMs);
  await ended;
  clearTimeout(timer);
  killGroup(pid);
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}
