import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { cleanText } from './clean-text';
import type { LastCommit } from './manifest-item';
import { repositoryUrl } from './repository-url';

/**
 * A checkout is somebody else's, and so is its `.git/config`: whatever in it makes Git run a program or open a
 * connection is overruled here. `log.showSignature` would start `gpg.program`, a partial clone would fetch.
 */
const overrules = [
  'safe.directory=*',
  'log.showSignature=false',
  'gpg.program=false',
  'gpg.ssh.program=false',
  'gpg.x509.program=false',
  'core.fsmonitor=false',
  'core.pager=cat',
  'core.hooksPath=/dev/null',
  'core.sshCommand=false',
].flatMap((setting) => ['-c', setting]);

/** The last commit that touched `folder` (relative to the repository's root, '' for all of it), if Git can tell. */
export async function lastCommit(repositoryRoot: string, folder: string, timeoutMs: number): Promise<LastCommit | undefined> {
  const output = await runGit(
    repositoryRoot,
    ['log', '-1', '--no-show-signature', '--format=%H%n%ct%n%an%n%ae', '--', folder === '' ? '.' : folder],
    timeoutMs,
  );
  const [sha = '', seconds = '', authorName = '', authorEmail = ''] = (output ?? '').split('\n');
  if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(sha) || !/^\d{1,12}$/.test(seconds)) return undefined;
  return {
    sha,
    at: new Date(Number(seconds) * 1000),
    authorName: cleanText(authorName, 200),
    authorEmail: cleanText(authorEmail, 320).toLowerCase(),
  };
}

/** The origin of a worktree or submodule, whose `.git` is only a pointer to where the configuration stands. */
export async function originByGit(repositoryRoot: string, timeoutMs: number): Promise<string | undefined> {
  const output = await runGit(repositoryRoot, ['config', '--get', 'remote.origin.url'], timeoutMs);
  return output === undefined ? undefined : repositoryUrl(output);
}

function runGit(root: string, command: string[], timeoutMs: number): Promise<string | undefined> {
  const arguments_ = ['--literal-pathspecs', '--no-pager', `--git-dir=${join(root, '.git')}`, `--work-tree=${root}`, ...overrules, ...command];
  const options = {
    cwd: root,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024,
    encoding: 'utf8',
    windowsHide: true,
    env: {
      // Nothing else of our environment: no GIT_* of a hook we may run in, no secret.
      PATH: process.env.PATH ?? '',
      NODE_ENV: process.env.NODE_ENV,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CEILING_DIRECTORIES: dirname(root),
      GIT_OPTIONAL_LOCKS: '0',
      GIT_TERMINAL_PROMPT: '0',
      GIT_NO_LAZY_FETCH: '1',
      GIT_ALLOW_PROTOCOL: 'none',
    },
  } as const;
  return new Promise((resolve) => {
    execFile('git', arguments_, options, (error, stdout) => resolve(error === null ? stdout : undefined));
  });
}
