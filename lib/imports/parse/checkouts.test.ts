import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { walkCheckouts, walkDefaults, type CheckoutFind } from './checkouts';
import { siteIdentity, type ManifestItem } from './manifest-item';
import { originOf, repositoryUrl } from './repository-url';

const fixtures = join(import.meta.dirname, '../../../tests/fixtures/manifests');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkouts of '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content = '{}'): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function git(path: string, ...command: string[]): void {
  const identity = ['-c', 'user.name=Ana Núñez', '-c', 'user.email=Ana@Example.com', '-c', 'commit.gpgsign=false'];
  const env = { PATH: process.env.PATH ?? '', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_COMMITTER_DATE: '2026-10-01T12:00:00Z', GIT_AUTHOR_DATE: '2026-10-01T12:00:00Z', NODE_ENV: process.env.NODE_ENV };
  execFileSync('git', [...identity, ...command], { cwd: join(folder, path), env, stdio: 'ignore' });
}

async function walk(path = folder, options = walkDefaults): Promise<{ items: ManifestItem[]; copies: string[]; refused: CheckoutFind[] }> {
  const found: { items: ManifestItem[]; copies: string[]; refused: CheckoutFind[] } = { items: [], copies: [], refused: [] };
  for await (const one of walkCheckouts(path, options)) {
    if (one.kind === 'manifest') found.items.push(one.item);
    else if (one.kind === 'build_copy') found.copies.push(one.path);
    else found.refused.push(one);
  }
  return found;
}

it('walks the real manifests, a bare tree inside another repository', async () => {
  const { items, refused } = await walk(fixtures);
  expect(refused).toEqual([]);
  expect(items).toHaveLength(46);
  const first = items.find(({ path }) => path === 'ai-pepe/.openai/hosting.json');
  expect(first).toMatchObject({ context: { title: 'Ai Pepe', titleFrom: 'folder' } });
  expect(first?.context).not.toHaveProperty('lastCommit');
  expect(siteIdentity(first ?? { path: '' })).toEqual({ repository: 'ai-pepe', manifestPath: '.openai/hosting.json' });
});

describe('checkouts', () => {
  it('give repository, context and last commit of the Site’s own folder', async () => {
    write('crm/.openai/hosting.json', '{"d1":null}');
    write('crm/README.md', '# Lead radar\n\nFinds leads.');
    write('crm/.env.example', 'TOKEN=hunter2');
    git('crm', 'init', '-q');
    git('crm', 'remote', 'add', 'origin', 'https://ana:hunter2@git.example.com/acme/crm.git');
    git('crm', 'add', '.');
    git('crm', 'commit', '-qm', 'first');
    write('crm/apps/hr [x]/.openai/hosting.json');
    git('crm', 'add', '.');
    git('crm', 'commit', '-qm', 'second', '--date=2026-10-02T12:00:00Z');
    const { items } = await walk();
    expect(items).toEqual([
      {
        path: 'crm/.openai/hosting.json',
        content: expect.anything() as unknown,
        repository: 'https://git.example.com/acme/crm',
        repositoryPath: '.openai/hosting.json',
        context: {
          title: 'Lead radar',
          titleFrom: 'readme',
          purpose: 'Finds leads.',
          environmentKeys: [{ key: 'TOKEN', isSecret: true }],
          lastCommit: { sha: expect.stringMatching(/^[0-9a-f]{40}$/) as string, at: new Date('2026-10-01T12:00:00Z'), authorName: 'Ana Núñez', authorEmail: 'ana@example.com' },
        },
      },
      expect.objectContaining({ path: 'crm/apps/hr [x]/.openai/hosting.json', repositoryPath: 'apps/hr [x]/.openai/hosting.json', repository: 'https://git.example.com/acme/crm' }),
    ]);
    expect(JSON.stringify(items)).not.toContain('hunter2');
    const alone = await walk(join(folder, 'crm'));
    expect(alone.items.map(({ path, repositoryPath }) => [path, repositoryPath])).toEqual([
      ['.openai/hosting.json', '.openai/hosting.json'],
      ['apps/hr [x]/.openai/hosting.json', 'apps/hr [x]/.openai/hosting.json'],
    ]);
  });

  it('run no program that a checkout’s configuration names', async () => {
    write('crm/.openai/hosting.json');
    write('evil.sh', `#!/bin/sh\ntouch "${folder}/ran"\n`);
    chmodSync(join(folder, 'evil.sh'), 0o755);
    git('crm', 'init', '-q');
    git('crm', 'add', '.');
    git('crm', 'commit', '-qm', 'first');
    for (const [key, value] of [['log.showSignature', 'true'], ['gpg.program', join(folder, 'evil.sh')], ['core.fsmonitor', join(folder, 'evil.sh')], ['core.pager', join(folder, 'evil.sh')]]) {
      git('crm', 'config', key ?? '', value ?? '');
    }
    const { items } = await walk();
    expect(items[0]?.context?.lastCommit?.authorEmail).toBe('ana@example.com');
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  it('know a worktree’s origin, a checkout that is called like a build folder, and one without commits', async () => {
    write('a/.openai/hosting.json');
    git('a', 'init', '-q');
    git('a', 'remote', 'add', 'origin', 'git@git.example.com:acme/a.git');
    git('a', 'add', '.');
    git('a', 'commit', '-qm', 'first');
    git('a', 'worktree', 'add', '-q', '../out');
    write('empty/.openai/hosting.json');
    git('empty', 'init', '-q');
    const { items } = await walk();
    expect(items.map(({ path, repository }) => [path, repository])).toEqual([
      ['a/.openai/hosting.json', 'https://git.example.com/acme/a'],
      ['empty/.openai/hosting.json', 'empty'],
      ['out/.openai/hosting.json', 'https://git.example.com/acme/a'],
    ]);
    expect(items[1]?.context).not.toHaveProperty('lastCommit');
    expect(items[2]?.context).toHaveProperty('lastCommit');
  });
});

describe('the walk', () => {
  it('passes over packages and caches, counts build copies', async () => {
    for (const path of ['', 'dist/', 'node_modules/x/', '.git/x/', '.venv/', 'apps/b/', 'apps/b/.next/', 'apps/b/build/deep/']) write(`crm/${path}.openai/hosting.json`);
    rmSync(join(folder, 'crm/.git'), { recursive: true });
    const { items, copies, refused } = await walk();
    expect(items.map(({ path }) => path)).toEqual(['crm/.openai/hosting.json', 'crm/apps/b/.openai/hosting.json']);
    expect(copies).toEqual(['crm/apps/b/.next/.openai/hosting.json', 'crm/dist/.openai/hosting.json']);
    expect(refused).toEqual([]);
  });

  it('follows no link out of the folder, and no loop', async () => {
    write('outside/.openai/hosting.json');
    write('outside/README.md', '# Outside');
    write('in/a/.openai/hosting.json');
    mkdirSync(join(folder, 'in/b/.openai'), { recursive: true });
    mkdirSync(join(folder, 'in/d'));
    symlinkSync('..', join(folder, 'in/a/loop'));
    symlinkSync(join(folder, 'outside'), join(folder, 'in/c'));
    symlinkSync(join(folder, 'outside/.openai/hosting.json'), join(folder, 'in/b/.openai/hosting.json'));
    symlinkSync(join(folder, 'outside/.openai'), join(folder, 'in/d/.openai'));
    symlinkSync(join(folder, 'outside/README.md'), join(folder, 'in/a/README.md'));
    const { items, refused } = await walk(join(folder, 'in'));
    expect(items.map(({ path, context }) => [path, context?.title])).toEqual([['a/.openai/hosting.json', 'A']]);
    expect(refused).toEqual(
      ['b', 'd'].map((name) => ({ kind: 'refused', refusal: { path: `${name}/.openai/hosting.json`, reason: expect.stringContaining('out of the folder') as string } })),
    );
  });

  it('tells what it could not read', async () => {
    mkdirSync(join(folder, 'x/.openai/hosting.json'), { recursive: true });
    mkdirSync(join(folder, 'pipe/.openai'), { recursive: true });
    execFileSync('mkfifo', [join(folder, 'pipe/.openai/hosting.json')]);
    write('deep/1/2/3/.openai/hosting.json');
    const { items, refused } = await walk(folder, { ...walkDefaults, maxDepth: 2 });
    expect(items).toEqual([]);
    expect(refused.map((one) => (one.kind === 'refused' ? one.refusal.path : ''))).toEqual(['deep/1', 'pipe/.openai/hosting.json', 'x/.openai/hosting.json']);
    for (const bad of [join(folder, 'nowhere'), join(folder, 'deep/1/2/3/.openai/hosting.json')]) expect((await walk(bad)).refused).toHaveLength(1);
  });

  it('hands a manifest that is too large on, cut, so that it is refused by name', async () => {
    write('crm/.openai/hosting.json', 'x'.repeat(1_000_000));
    expect((await walk()).items[0]?.content).toHaveLength(64 * 1024 + 1);
  });

  it('takes a folder that is a Site itself', async () => {
    cpSync(join(fixtures, 'askai'), join(folder, 'askai'), { recursive: true });
    expect((await walk(join(folder, 'askai'))).items).toEqual([expect.objectContaining({ path: '.openai/hosting.json', repository: 'askai' })]);
  });
});

describe('origins', () => {
  it.each([
    ['https://user:pw@git.example.com/acme/crm.git', 'https://git.example.com/acme/crm'],
    ['git@git.example.com:acme/crm.git', 'https://git.example.com/acme/crm'],
    ['ssh://git@Git.Example.com:2222/acme/crm', 'https://git.example.com/acme/crm'],
    ['https://git.example.com/acme/crm?token=x', 'https://git.example.com/acme/crm'],
    ['/srv/repositories/crm.git/', 'crm'],
    ['file:///srv/crm.git', 'crm'],
    ['C:\\work\\crm', 'crm'],
    ['', undefined],
    ['https://git.example.com', undefined],
  ])('%s', (origin, expected) => {
    expect(repositoryUrl(origin)).toBe(expected);
  });

  it('come from the right section', () => {
    expect(originOf('[remote "fork"]\n url = https://a.example.com/x/y\n[remote "origin"]\n\turl = https://a.example.com/o/p.git\n')).toBe('https://a.example.com/o/p');
    expect(originOf('[core]\n bare = false')).toBeUndefined();
  });
});
