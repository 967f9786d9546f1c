import type { ExampleKey } from './env-example';
import { siteRootOf } from './manifest-path';
import type { RepositoryContext } from './repository-context';

/** The last commit that touched the Site's folder. */
export type LastCommit = { sha: string; at: Date; authorName: string; authorEmail: string };

/** What stands around a manifest, already reduced to what may be stored: no file's text travels on. */
export type SiteContext = RepositoryContext & {
  /** Absent when there is no `.env.example`. */
  environmentKeys?: ExampleKey[];
  /** Absent without Git. */
  lastCommit?: LastCommit;
};

/** One manifest as every source gives it: REST and the form only `path` and `content`, zip and folder also the rest. */
export type ManifestItem = {
  /** Relative to what was imported; refusals name it. */
  path: string;
  content: string | Uint8Array;
  /** `https://host/owner/name` of the checkout's origin, else the name of its folder. */
  repository?: string;
  /** The manifest's path inside that repository. */
  repositoryPath?: string;
  context?: SiteContext;
};

/**
 * What a Site without a `project_id` is known by. Without a repository the first folder above the Site stands for it,
 * so that the same tree gives the same identity over REST, as a zip and as a folder.
 */
export function siteIdentity(item: Pick<ManifestItem, 'path' | 'repository' | 'repositoryPath'>): {
  repository: string;
  manifestPath: string;
} {
  if (item.repository !== undefined) {
    return { repository: item.repository, manifestPath: item.repositoryPath ?? item.path };
  }
  const root = siteRootOf(item.path);
  const repository = root.split('/')[0] ?? '';
  return { repository, manifestPath: repository === '' ? item.path : item.path.slice(repository.length + 1) };
}

/** What names a Site when no text does: its repository's name and its folder in it. */
export function folderName(item: Pick<ManifestItem, 'path' | 'repository' | 'repositoryPath'>): string {
  const { repository, manifestPath } = siteIdentity(item);
  return `${repository.split('/').at(-1) ?? ''}/${siteRootOf(manifestPath)}`;
}
