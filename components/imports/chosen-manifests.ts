type Chosen = { path: string };

/** The zip among the chosen files, or the manifests with the paths they are known by, and how much else there was. */
export type Manifests<File extends Chosen> =
  | { kind: 'zip'; zip: File }
  | { kind: 'files'; manifests: { path: string; chosen: File }[]; others: number }
  | { kind: 'mixed' };

/**
 * Sorts out what somebody chose. A folder brings everything in it, so all but manifests is left out here. A manifest
 * inside a Git checkout is named from the checkout's own folder on, so that choosing the folder above it another day
 * still means the same Site.
 */
export function manifestsAmong<File extends Chosen>(files: readonly File[]): Manifests<File> {
  const zips = files.filter(({ path }) => path.toLowerCase().endsWith('.zip') && !path.includes('/'));
  const [zip] = zips;
  if (zip !== undefined) return files.length === 1 ? { kind: 'zip', zip } : { kind: 'mixed' };
  const checkouts = files.flatMap(({ path }) => /^(.+)\/\.git\/HEAD$/.exec(path)?.[1] ?? []);
  const found = files.filter(({ path }) => path === 'hosting.json' || /(^|\/)\.openai\/hosting\.json$/.test(path));
  const named = found.map((chosen) => ({ path: fromCheckout(chosen.path, checkouts), chosen }));
  const isUnique = new Set(named.map(({ path }) => path)).size === named.length;
  const manifests = isUnique ? named : found.map((chosen) => ({ path: chosen.path, chosen }));
  return { kind: 'files', manifests, others: files.length - found.length };
}

function fromCheckout(path: string, checkouts: readonly string[]): string {
  const inside = checkouts.filter((folder) => path.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length);
  const [folder] = inside;
  return folder === undefined ? path : path.slice(folder.lastIndexOf('/') + 1);
}
