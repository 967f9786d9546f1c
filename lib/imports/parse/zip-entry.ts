import { isManifestPath, normalizePath } from './manifest-path';

/** What the directory of a zip claims about one entry. */
export type EntryFacts = {
  /** The name as it stands there, slashes and all. */
  name: string;
  /** The normalised path, once it was found good. */
  path: string;
  offset: number;
  headerSize: number;
  compressedSize: number;
  size: number;
  encrypted: boolean;
  /** Unix file mode, 0 when the archive was made elsewhere. */
  unixMode: number;
};

const bombRatio = 200;
const bombBytes = 10 * 1024 * 1024;

/** Either the good path of a file, or why the entry is refused; without a reason it is merely of no interest. */
export type EntryVerdict = { ok: true; path: string } | { ok: false; reason?: string };

/** Judges an entry by its directory record. Path tricks and bombs are refused wherever they are, the rest only where it matters. */
export function entryProblem(facts: EntryFacts, overlaps: boolean): EntryVerdict {
  if (facts.name === './') return { ok: false };
  const normal = normalizePath(facts.name);
  if (!normal.ok) return { ok: false, reason: normal.reason };
  const { path } = normal;
  const matters = isManifestPath(path) || path === '.openai' || path.endsWith('/.openai');
  if (facts.size > bombBytes && facts.size > facts.compressedSize * bombRatio) {
    return { ok: false, reason: 'The entry is packed like a zip bomb and was not opened.' };
  }
  if ((facts.unixMode & 0o170000) === 0o120000) {
    return matters ? { ok: false, reason: 'The entry is a symbolic link. Put the file itself into the zip.' } : { ok: false };
  }
  if (/[\\/]$/.test(facts.name)) return { ok: false };
  if (facts.encrypted) {
    return matters ? { ok: false, reason: 'The entry is encrypted. Create the zip without a password.' } : { ok: false };
  }
  if (overlaps) {
    return matters ? { ok: false, reason: 'The entry shares its bytes with another one, as zip bombs do. Create the archive again.' } : { ok: false };
  }
  return { ok: true, path };
}

/** Entries whose bytes in the archive overlap with those of another. */
export function overlappingEntries(entries: readonly EntryFacts[]): Set<EntryFacts> {
  const found = new Set<EntryFacts>();
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  let reaching: EntryFacts | undefined;
  for (const entry of inOrder) {
    if (reaching !== undefined && entry.offset < endOf(reaching)) {
      found.add(entry);
      found.add(reaching);
    }
    if (reaching === undefined || endOf(entry) > endOf(reaching)) reaching = entry;
  }
  return found;
}

function endOf(entry: EntryFacts): number {
  return entry.offset + entry.headerSize + entry.compressedSize;
}
