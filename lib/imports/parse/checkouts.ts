import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { lastCommit, originByGit } from './git-facts';
import type { ManifestItem } from './manifest-item';
import { isBuildFolder } from './manifest-path';
import { manifestByteLimit } from './manifest';
import { readInside } from './read-inside';
import { shownPath, type ImportRefusal } from './refusal';
import { originOf } from './repository-url';
import { companionByteLimit, companionFiles, siteContext, type CompanionTexts } from './site-context';

/** What a walk meets, in the order of the paths. A build copy is ignored; it is told so that it can be counted. */
export type CheckoutFind =
  | { kind: 'manifest'; item: ManifestItem }
  | { kind: 'build_copy'; path: string }
  | { kind: 'refused'; refusal: ImportRefusal };

export type WalkOptions = {
  /** Folders below the one given; deeper ones are not entered, and that is said. */
  maxDepth: number;
  /** How long Git may think about one Site. */
  gitTimeoutMs: number;
};

export const walkDefaults: WalkOptions = { maxDepth: 16, gitTimeoutMs: 10_000 };

/** Never entered: version control, packages, caches. They hold no Site, and can hold a million files. */
const passedOver = new Set(['.git', '.hg', '.svn', '.openai', '.cache', '.venv', 'venv', '__pycache__', '.pnpm-store', '.yarn']);

type Repository = { root: string; prefix: string; name: string };
type Folder = { path: string; depth: number; repository: Repository | undefined };

/**
 * Walks a folder that is a Git checkout, holds many, or is a bare tree, and yields every manifest with its context.
 * Links to folders are not followed: inside the folder they lead to what is walked anyway, outside it to what was not
 * given. What can't be read is told by name and passed over. Git is never asked about anything above the folder.
 */
export async function* walkCheckouts(folder: string, options: WalkOptions = walkDefaults): AsyncGenerator<CheckoutFind> {
  let top: string;
  try {
    top = await realpath(resolve(folder));
    if (!(await lstat(top)).isDirectory()) throw new Error('not a folder');
  } catch {
    yield refusal(folder, 'There is no such folder, or it can’t be read. Give the path of a folder with Git checkouts.');
    return;
  }
  const waiting: Folder[] = [{ path: '', depth: 0, repository: undefined }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield* visit(top, next, waiting, options);
  }
}

async function* visit(top: string, folder: Folder, waiting: Folder[], options: WalkOptions): AsyncGenerator<CheckoutFind> {
  let entries: Dirent[];
  try {
    entries = await readdir(join(top, folder.path), { withFileTypes: true });
  } catch {
    yield refusal(folder.path, 'The folder can’t be read. Check its permissions.');
    return;
  }
  const names = new Set(entries.map((entry) => entry.name));
  const git = entries.find((entry) => entry.name === '.git');
  const isCheckout = git !== undefined && !git.isSymbolicLink();
  const repository = isCheckout ? await repositoryAt(top, folder.path, options) : folder.repository;
  // A checkout may itself be called `out`; a folder of that name inside a tree is what a build wrote.
  if (!isCheckout && folder.path !== '' && isBuildFolder(basename(folder.path))) {
    if (names.has('.openai') && (await readInside(top, join(folder.path, '.openai/hosting.json'), 1)).kind === 'text') {
      yield { kind: 'build_copy', path: slashed(join(folder.path, '.openai/hosting.json')) };
    }
    return;
  }
  if (names.has('.openai')) yield* manifestIn(top, folder.path, names, repository, options);
  const below = entries
    .filter((entry) => entry.isDirectory() && !passedOver.has(entry.name) && entry.name !== 'node_modules')
    .map((entry) => join(folder.path, entry.name))
    .sort((a, b) => (a < b ? 1 : -1));
  if (below.length > 0 && folder.depth >= options.maxDepth) {
    yield refusal(folder.path, `The folders below are deeper than ${options.maxDepth} levels and were not searched. Start the import further down.`);
    return;
  }
  for (const path of below) waiting.push({ path, depth: folder.depth + 1, repository });
}

async function* manifestIn(
  top: string,
  folder: string,
  names: Set<string>,
  repository: Repository | undefined,
  options: WalkOptions,
): AsyncGenerator<CheckoutFind> {
  const path = slashed(join(folder, '.openai/hosting.json'));
  const read = await readInside(top, join(folder, '.openai/hosting.json'), manifestByteLimit + 1);
  if (read.kind === 'absent') return;
  if (read.kind === 'refused') {
    yield refusal(path, read.reason);
    return;
  }
  const item: ManifestItem = { path, content: read.bytes };
  const prefix = repository?.prefix ?? '';
  if (repository !== undefined) {
    item.repository = repository.name;
    item.repositoryPath = path.slice(prefix.length);
  } else if (folder === '') {
    item.repository = basename(top);
    item.repositoryPath = path;
  }
  const texts: CompanionTexts = {};
  for (const kind of ['readme', 'packageJson', 'envExample'] as const) {
    const name = companionFiles[kind].find((candidate) => names.has(candidate));
    const text = name === undefined ? undefined : await readInside(top, join(folder, name), companionByteLimit);
    if (text?.kind === 'text') texts[kind] = new TextDecoder().decode(text.bytes);
  }
  const site = slashed(folder).slice(prefix.length);
  const commit = repository === undefined ? undefined : await lastCommit(repository.root, site, options.gitTimeoutMs);
  item.context = siteContext(item, texts, commit);
  yield { kind: 'manifest', item };
}

async function repositoryAt(top: string, folder: string, options: WalkOptions): Promise<Repository> {
  const config = await readInside(top, join(folder, '.git/config'), 64 * 1024);
  const root = join(top, folder);
  const origin =
    config.kind === 'text'
      ? originOf(new TextDecoder().decode(config.bytes))
      : await originByGit(root, options.gitTimeoutMs);
  return { root, prefix: folder === '' ? '' : `${slashed(folder)}/`, name: origin ?? basename(root) };
}

function refusal(path: string, reason: string): CheckoutFind {
  return { kind: 'refused', refusal: { path: shownPath(slashed(path) || '.'), reason } };
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}
