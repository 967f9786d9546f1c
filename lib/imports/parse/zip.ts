import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import type { ManifestItem } from './manifest-item';
import { isBuildCopy, isManifestPath, siteRootOf } from './manifest-path';
import { shownPath, type ImportRefusal } from './refusal';
import { companionByteLimit, companionFiles, siteContext, type CompanionTexts } from './site-context';
import { entryProblem, overlappingEntries, type EntryFacts } from './zip-entry';

export type ZipLimits = {
  /** Bytes of the archive as it came. */
  archiveBytes: number;
  entries: number;
  /** Bytes of one manifest after inflating. */
  manifestBytes: number;
  /** Bytes of everything that is inflated. */
  totalBytes: number;
};

export const zipLimits: ZipLimits = {
  archiveBytes: 64 * 1024 * 1024,
  entries: 50_000,
  manifestBytes: 64 * 1024,
  totalBytes: 32 * 1024 * 1024,
};

export type ZipContents = {
  items: ManifestItem[];
  refused: ImportRefusal[];
  /** Manifests that a build copied; ignored. */
  buildCopies: string[];
};

const maxRefusals = 200;
type Listed = { facts: EntryFacts; entry: yauzl.Entry };

/**
 * Every manifest in a zip, with what its README, package.json and .env.example say. Only these are ever inflated, each
 * under a limit that counts real bytes. A bad entry is refused by name and stops no other.
 */
export async function readManifestZip(buffer: Uint8Array, limits: ZipLimits = zipLimits): Promise<ZipContents> {
  const contents: ZipContents = { items: [], refused: [], buildCopies: [] };
  const refuse = (reason: string, path?: string): void => {
    if (contents.refused.length < maxRefusals) contents.refused.push({ ...(path === undefined ? {} : { path: shownPath(path) }), reason });
    else if (contents.refused.length === maxRefusals) contents.refused.push({ reason: 'More entries were refused than are listed here.' });
  };
  if (buffer.byteLength > limits.archiveBytes) {
    refuse(`The zip is larger than ${mebibytes(limits.archiveBytes)} MiB. Leave out node_modules and build folders.`);
    return contents;
  }
  const archive = await openArchive(buffer);
  if (archive === undefined) {
    refuse('This is not a zip, or it is cut off. Create the archive again.');
    return contents;
  }
  if (archive.entryCount > limits.entries) {
    refuse(`The zip has more than ${limits.entries} entries. Leave out node_modules and build folders.`);
    return contents;
  }
  const { listed, manifests } = await listEntries(archive, refuse, contents);
  const budget = { left: limits.totalBytes };
  for (const { facts, entry } of manifests) {
    const read = await readEntry(archive, entry, limits.manifestBytes, budget, false);
    if (!read.ok) {
      refuse(read.reason, facts.path);
      continue;
    }
    const item: ManifestItem = { path: facts.path, content: read.content };
    item.context = siteContext(item, await readCompanions(archive, listed, facts.path, budget));
    contents.items.push(item);
  }
  if (contents.items.length + contents.refused.length + contents.buildCopies.length === 0) {
    refuse('The zip holds no .openai/hosting.json. Put the folder .openai of each Site into it.');
  }
  return contents;
}

async function openArchive(buffer: Uint8Array): Promise<yauzl.ZipFile | undefined> {
  const bytes = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  try {
    // Names stay bytes and sizes unchecked here: yauzl would stop at the first bad entry, and the others have to arrive.
    return await yauzl.fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false, validateEntrySizes: false });
  } catch {
    return undefined;
  }
}

/** Reads the directory of the archive: usable entries by path, usable manifests in order; the rest is refused. */
async function listEntries(
  archive: yauzl.ZipFile,
  refuse: (reason: string, path?: string) => void,
  contents: ZipContents,
): Promise<{ listed: Map<string, Listed>; manifests: Listed[] }> {
  const all: Listed[] = [];
  try {
    for await (const entry of archive.eachEntry()) all.push({ facts: factsOf(entry), entry });
  } catch {
    refuse(`The directory of the zip is damaged after ${all.length} entries; what follows could not be read. Create the archive again.`);
  }
  const overlapping = overlappingEntries(all.map(({ facts }) => facts));
  const listed = new Map<string, Listed>();
  const manifests: Listed[] = [];
  for (const one of all) {
    const { facts } = one;
    const result = entryProblem(facts, overlapping.has(facts));
    if (!result.ok) {
      if (result.reason !== undefined) refuse(result.reason, facts.name);
      continue;
    }
    facts.path = result.path;
    if (listed.has(facts.path)) {
      if (isManifestPath(facts.path)) refuse('The zip holds this file twice; only the first was read. Create the archive again.', facts.path);
      continue;
    }
    listed.set(facts.path, one);
    if (!isManifestPath(facts.path)) continue;
    if (isBuildCopy(facts.path)) contents.buildCopies.push(facts.path);
    else manifests.push(one);
  }
  return { listed, manifests };
}

function factsOf(entry: yauzl.Entry): EntryFacts {
  let name = entry.fileNameRaw.toString('latin1');
  try {
    name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
  } catch {
    // A name that can't be decoded keeps its bytes; it is no manifest's.
  }
  return {
    name,
    path: '',
    offset: entry.relativeOffsetOfLocalHeader,
    compressedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    headerSize: 30 + entry.fileNameLength,
    encrypted: entry.isEncrypted(),
    unixMode: entry.versionMadeBy >>> 8 === 3 ? entry.externalFileAttributes >>> 16 : 0,
  };
}

async function readCompanions(
  archive: yauzl.ZipFile,
  listed: Map<string, Listed>,
  manifestPath: string,
  budget: { left: number },
): Promise<CompanionTexts> {
  const texts: CompanionTexts = {};
  const root = siteRootOf(manifestPath);
  for (const kind of ['readme', 'packageJson', 'envExample'] as const) {
    const found = companionFiles[kind].map((name) => listed.get(root === '' ? name : `${root}/${name}`)).find((one) => one !== undefined);
    if (found === undefined) continue;
    const read = await readEntry(archive, found.entry, companionByteLimit, budget, true);
    if (read.ok) texts[kind] = new TextDecoder().decode(read.content);
  }
  return texts;
}

type EntryResult = { ok: true; content: Uint8Array } | { ok: false; reason: string };
const damaged = 'The entry is damaged and could not be unpacked. Create the archive again.';

/** Inflates one entry and counts as it goes: a declared size is only a claim. `cut` accepts the first `limit` bytes. */
async function readEntry(archive: yauzl.ZipFile, entry: yauzl.Entry, limit: number, budget: { left: number }, cut: boolean): Promise<EntryResult> {
  if (!cut && entry.uncompressedSize > limit) return { ok: false, reason: tooLarge(limit) };
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const stream: Readable = await archive.openReadStreamPromise(entry);
    // yauzl may report an error once more after the stream has been given up; nobody listens any longer by then.
    stream.on('error', () => undefined);
    for await (const chunk of stream) {
      if (!Buffer.isBuffer(chunk)) return { ok: false, reason: damaged };
      size += chunk.length;
      budget.left -= chunk.length;
      if (budget.left < 0) return { ok: false, reason: 'Together the files in the zip are too large to unpack. Import it in parts.' };
      chunks.push(chunk);
      if (size <= limit) continue;
      if (!cut) return { ok: false, reason: tooLarge(limit) };
      return { ok: true, content: Buffer.concat(chunks).subarray(0, limit) };
    }
  } catch {
    return { ok: false, reason: damaged };
  }
  const content = Buffer.concat(chunks);
  if (size !== entry.uncompressedSize || crc32(content) !== entry.crc32) return { ok: false, reason: damaged };
  return { ok: true, content };
}

function tooLarge(limit: number): string {
  return `The file unpacks to more than ${limit / 1024} KiB, which no manifest does. It was not read.`;
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
