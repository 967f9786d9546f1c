import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { Fatal } from './fatal.mjs';

/** How to run PostgreSQL's programs: PostgreSQL refuses to be root, and should not outlive who started it. */
export interface ServerUser {
  /** Whom the cluster belongs to when that is not who runs this. */
  owner?: { uid: number; gid: number };
  /** The command line that runs the given one as the right user. */
  wrap(command: string[], options?: { dieWithParent?: boolean }): string[];
  /** Set where the user has to be switched by spawn itself. */
  spawnAs: { uid?: number; gid?: number };
}

/**
 * Whom to run the database as. As an ordinary user: oneself. As root: the system's `postgres`, else `nobody`;
 * where that user may not enter the folders (a clone under /root), it is lent the one capability that lets it.
 */
export function findServerUser(cluster: string, mustReach: string[]): ServerUser {
  const setpriv = hasSetpriv();
  const parentBound = setpriv ? ['setpriv', '--pdeathsig', 'INT'] : [];
  const present = existsSync(cluster) ? statSync(cluster) : undefined;
  const me = process.getuid?.();
  if (me !== 0) {
    if (present && me !== undefined && present.uid !== me) {
      throw new Fatal(`The data in ${cluster} was made by another user (as root, perhaps). Run this as that user, or remove the folder to begin again.`);
    }
    return {
      wrap: (command, options) => (options?.dieWithParent ? [...parentBound, ...command] : command),
      spawnAs: {},
    };
  }

  const owner = present && present.uid !== 0 ? { uid: present.uid, gid: present.gid } : (accountOf('postgres') ?? accountOf('nobody'));
  if (!owner) throw new Fatal('PostgreSQL does not run as root and there is no user "postgres" or "nobody". Run this as an ordinary user.');
  if (!setpriv) {
    if (!canReach([], owner, mustReach)) throw new Fatal(unreachable(mustReach));
    return { owner, wrap: (command) => command, spawnAs: owner };
  }

  const asOwner = ['setpriv', '--reuid', String(owner.uid), '--regid', String(owner.gid), '--clear-groups'];
  // Without the secure bit access(2) goes by the user alone, and PostgreSQL asks it about its own programs.
  const lent = [...asOwner, '--inh-caps', '+dac_override', '--ambient-caps', '+dac_override', '--securebits', '+no_setuid_fixup'];
  const prefix = [asOwner, lent].find((candidate) => canReach(candidate, {}, mustReach));
  if (!prefix) throw new Fatal(unreachable(mustReach));
  return {
    owner,
    wrap: (command, options) => [...prefix, ...(options?.dieWithParent ? ['--pdeathsig', 'INT'] : []), ...command],
    spawnAs: {},
  };
}

function unreachable(paths: string[]): string {
  return `PostgreSQL does not run as root, and no other user can enter ${paths.join(' or ')}. Run this as an ordinary user, or from a folder that others may enter.`;
}

function accountOf(name: string): { uid: number; gid: number } | undefined {
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}

function canReach(prefix: string[], spawnAs: { uid?: number; gid?: number }, paths: string[]): boolean {
  const script = 'for p in "$@"; do [ -r "$p" ] && [ -x "$p" ] || exit 1; done';
  const [program = 'sh', ...rest] = [...prefix, 'sh', '-c', script, 'sh', ...paths];
  return spawnSync(program, rest, { cwd: '/', stdio: 'ignore', ...spawnAs }).status === 0;
}

function hasSetpriv(): boolean {
  return process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'keep', 'true'], { stdio: 'ignore' }).status === 0;
}
