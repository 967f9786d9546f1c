const maxPathLength = 1024;
const forbidden = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Folders that tools write: a manifest below one is a copy of the real one. */
const buildFolders = new Set([
  'dist',
  'build',
  'out',
  '.next',
  '.nuxt',
  '.output',
  '.svelte-kit',
  '.open-next',
  '.vercel',
  '.wrangler',
  'node_modules',
]);

export type PathResult = { ok: true; path: string } | { ok: false; reason: string };

/**
 * A path relative to what was imported, with forward slashes and without `.` segments. Refused: what would lead out of
 * it (absolute, drive letters, `..`), control characters, more than 1024 characters.
 */
export function normalizePath(raw: string): PathResult {
  if (raw.length > maxPathLength) {
    return { ok: false, reason: `The path is longer than ${maxPathLength} characters. Import from a folder that is less deep.` };
  }
  if (forbidden.test(raw)) {
    return { ok: false, reason: 'The path holds control characters. Rename the folder or file.' };
  }
  const path = raw.replaceAll('\\', '/');
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) {
    return { ok: false, reason: 'The path is absolute. Give it relative to the folder that is imported.' };
  }
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) {
    return { ok: false, reason: 'The path leads out of the folder that is imported (“..”). Remove that part.' };
  }
  if (segments.length === 0) return { ok: false, reason: 'The path is empty. Name the file.' };
  return { ok: true, path: segments.join('/') };
}

/** Whether a folder of this name is written by build tools or package managers. */
export function isBuildFolder(name: string): boolean {
  return buildFolders.has(name.toLowerCase());
}

/**
 * Whether the manifest is a copy that a build or a package manager made: `dist/.openai/hosting.json` and its like under
 * build, out, .next, node_modules and other output folders. It is no second Site: it is ignored, and counted as such.
 */
export function isBuildCopy(path: string): boolean {
  return path.replaceAll('\\', '/').split('/').slice(0, -1).some(isBuildFolder);
}

/** Whether the file is a manifest where the platform reads it: `hosting.json` in an `.openai` folder. */
export function isManifestPath(path: string): boolean {
  return path === '.openai/hosting.json' || path.endsWith('/.openai/hosting.json');
}

/** The folder that holds `.openai/`; the top is the empty string. */
export function siteRootOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  if (folders.at(-1) === '.openai') folders.pop();
  return folders.join('/');
}
