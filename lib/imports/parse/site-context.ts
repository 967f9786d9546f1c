import { parseEnvExample } from './env-example';
import { folderName, type LastCommit, type ManifestItem, type SiteContext } from './manifest-item';
import { repositoryContext } from './repository-context';

/** The files beside a manifest that say more about its Site, by what they are. */
export const companionFiles = {
  readme: ['README.md', 'readme.md', 'Readme.md', 'README.MD', 'README'],
  packageJson: ['package.json'],
  envExample: ['.env.example', '.env.sample', '.env.template'],
} as const;

export type CompanionTexts = { readme?: string; packageJson?: string; envExample?: string };

/** A companion longer than this is read up to here; a title and a purpose stand at the top. */
export const companionByteLimit = 64 * 1024;

/** Reduces the companions' texts to what may be stored. Without any text the title still comes from the folder. */
export function siteContext(
  item: Pick<ManifestItem, 'path' | 'repository' | 'repositoryPath'>,
  texts: CompanionTexts,
  lastCommit?: LastCommit,
): SiteContext {
  const { envExample, ...named } = texts;
  return {
    ...repositoryContext({ ...named, folder: folderName(item) }),
    ...(envExample === undefined ? {} : { environmentKeys: parseEnvExample(envExample) }),
    ...(lastCommit === undefined ? {} : { lastCommit }),
  };
}
