import { cleanText } from './clean-text';
import { parseJsonText } from './json-text';
import { plainText, readmeOpening } from './readme';
import { scrubText } from './secrets';

export type RepositoryContext = {
  title: string;
  /** What the title comes from; a title from the folder is a guess that an import never writes over a better one. */
  titleFrom: 'readme' | 'package' | 'folder';
  purpose?: string;
};

export type RepositoryTexts = {
  readme?: string;
  packageJson?: string;
  /** The path of the Site's folder, or its repository's name or URL: the last resort for a title. */
  folder: string;
};

const titleLimit = 200;
const purposeLimit = 1000;

/** Headings that a scaffold wrote, not a person; compared in lower case without punctuation at the ends. */
const boilerplateHeading =
  /^(?:getting started(?: with .*)?|quick ?start|readme(?:\.md)?|introduction|overview|installation|usage|about(?: the project)?|table of contents|documentation|project(?: (?:name|title))?|untitled|welcome(?: to .{0,40}(?:app|project|starter|template))?|(?:my|new|your)[ -](?:app|project|site|website)|hello world|next\.?js(?: \d+)?(?: app| project| starter| template)?|react(?: \+ typescript)? \+ vite|react app|vite(?: \+ .{1,40})?|vue(?: 3)?(?: \+ typescript)? \+ vite|astro starter kit.*|nuxt(?: \d)? (?:minimal )?starter|create[- ](?:react|next|svelte|vite|t3)[- ]?(?:app)?|sv|svelte.{0,20}|vinext(?: starter.*)?|.{0,40}\b(?:starter|template|boilerplate)\b.{0,40})$/;
const boilerplateParagraph =
  /^(?:this is an? .{0,40}(?:project )?bootstrapped with|this (?:project|app) was (?:bootstrapped|generated|created) with|this template (?:provides|should help)|everything you need to build|first, run the development server|you can (?:start|edit)|a (?:minimal|starter) .{0,60}(?:template|starter)|add your description|todo\b|your project description)/;
const genericName =
  /^(?:(?:my|new|your|the)[-_ ]?(?:app|project|site|website|v0-project)|apps?|web|www|frontend|front-end|client|server|site|sites|website|src|main|root|workspace|package|packages|project|(?:next|react|vite|vue|astro|svelte|nuxt)(?:[-_ ]?(?:js|app|project|site|ts))?|vite[-_].*|template|temp|tmp|test|demo|starter|.*[-_](?:starter|template|boilerplate)|openai|codex|vinext.*)$/;

/**
 * Title and purpose of a Site from what stands beside its manifest: the README's first heading and paragraph, else
 * package.json's name and description, else the folder's name made readable. What a scaffold wrote counts as absent.
 */
export function repositoryContext(texts: RepositoryTexts): RepositoryContext {
  const opening = texts.readme === undefined ? {} : readmeOpening(texts.readme);
  const pack = packageFacts(texts.packageJson);
  const ownHeading = opening.heading !== undefined && !isBoilerplate(opening.heading);
  // Under a scaffold's heading stands a scaffold's paragraph.
  const paragraph = ownHeading || opening.heading === undefined ? opening.paragraph : undefined;
  const purpose = [paragraph, pack.description]
    .map((text) => cleanText(scrubText(text ?? ''), purposeLimit))
    .find((text) => text !== '' && !boilerplateParagraph.test(text.toLowerCase()));
  return { ...titleOf(ownHeading ? opening.heading : undefined, pack.name, texts.folder), ...(purpose === undefined ? {} : { purpose }) };
}

function titleOf(heading: string | undefined, name: string | undefined, folder: string): Pick<RepositoryContext, 'title' | 'titleFrom'> {
  const fromReadme = cleanText(scrubText(heading ?? ''), titleLimit);
  if (fromReadme !== '') return { title: fromReadme, titleFrom: 'readme' };
  if (name !== undefined && !genericName.test(name.toLowerCase())) {
    const fromPackage = prettyName(name);
    if (fromPackage !== '') return { title: fromPackage, titleFrom: 'package' };
  }
  return { title: titleFromFolder(folder), titleFrom: 'folder' };
}

/** A readable title from a path or URL: its last part that says something (`shop/apps/web` is called “Shop”). */
function titleFromFolder(folder: string): string {
  const parts = folder.replace(/\.git$/, '').split(/[\\/]/).filter((part) => part !== '');
  const own = [...parts].reverse().find((part) => !genericName.test(part.toLowerCase()));
  return prettyName(own ?? parts.at(-1) ?? '') || 'Untitled Site';
}

/** `crm_dashboard-main` as “Crm Dashboard”: the branch that GitHub adds to a zip goes, dots stay. */
function prettyName(name: string): string {
  const words = name
    .replace(/-(?:main|master)$/, '')
    .split(/[-_\s]+/)
    .filter((word) => word !== '');
  const title = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
  return cleanText(scrubText(title), titleLimit);
}

function isBoilerplate(heading: string): boolean {
  const bare = heading
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .slice(0, 300);
  return bare === '' || boilerplateHeading.test(bare);
}

function packageFacts(text: string | undefined): { name?: string; description?: string } {
  if (text === undefined) return {};
  const json = parseJsonText(text.replace(/^\ufeff/, ''));
  if (!json.ok || typeof json.value !== 'object' || json.value === null || Array.isArray(json.value)) return {};
  const { name, description } = json.value;
  return {
    ...(typeof name === 'string' && name.length <= 300 ? { name: name.replace(/^@[^/]*\//, '') } : {}),
    ...(typeof description === 'string' ? { description: plainText(description.slice(0, purposeLimit * 2)) } : {}),
  };
}
