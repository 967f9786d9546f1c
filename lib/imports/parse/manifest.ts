import type { Json } from '../../domain/refusal';
import { cleanText } from './clean-text';
import { parseJsonText } from './json-text';
import { normalizePath, siteRootOf } from './manifest-path';
import { shownPath, type ImportRefusal } from './refusal';
import { withoutSecrets } from './secrets';

/** `.openai/hosting.json` as read. `undefined` (no key) and `null` (named, but none) are told apart as the file does. */
export type ParsedManifest = {
  path: string;
  /** The folder that holds `.openai/`; the top is the empty string. */
  siteRoot: string;
  /** Absent before the Site is registered. */
  projectId?: string;
  /** Logical name of the D1 binding. */
  d1?: string | null;
  /** Logical name of the R2 binding. */
  r2?: string | null;
  staticDirectory?: string;
  capabilities?: Json;
  /** Keys that this version doesn't know, as they came, without secrets. Empty when there are none. */
  extra: { [key: string]: Json };
  /** When the Site was made, as its id tells. Inferred, so only where it is plausible. */
  createdAt?: Date;
};

export type ManifestResult = { ok: true; manifest: ParsedManifest } | { ok: false; refusals: ImportRefusal[] };

/** A real manifest has about 100 bytes. */
export const manifestByteLimit = 64 * 1024;
const projectIdPattern = /^appgprj_[0-9a-f]{32}$/;
const earliest = Date.UTC(2024, 0, 1);
const day = 24 * 60 * 60 * 1000;
const knownKeys = new Set(['project_id', 'd1', 'r2', 'static', 'capabilities']);

/**
 * Reads one manifest. Every refusal carries the path and, where one is at fault, the field; none quotes a value. A key
 * that stands twice is refused: two readers of such a file would disagree. Build copies (`isBuildCopy`) are passed
 * over by the caller, who knows which folder is the repository.
 */
export function parseManifest(path: string, content: string | Uint8Array, now: Date): ManifestResult {
  const refuse = (reason: string): ManifestResult => ({ ok: false, refusals: [{ path: shownPath(path), reason }] });
  const normal = normalizePath(path);
  if (!normal.ok) return refuse(normal.reason);
  if (normal.path.split('/').at(-1) !== 'hosting.json') {
    return refuse('This is no manifest: its name is not hosting.json. Choose the hosting.json in the folder .openai.');
  }
  const text = textOf(content);
  if (!text.ok) return refuse(text.reason);
  const json = parseJsonText(text.text);
  if (!json.ok) return refuse(`The manifest is not valid JSON: ${json.reason}. Correct the file and import it again.`);
  if (typeof json.value !== 'object' || json.value === null || Array.isArray(json.value)) {
    return refuse('The manifest is not a JSON object. It has to begin with { and end with }.');
  }
  return fromObject(normal.path, json.value, now);
}

function textOf(content: string | Uint8Array): { ok: true; text: string } | { ok: false; reason: string } {
  const size = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  if (size > manifestByteLimit) {
    return { ok: false, reason: 'The file is larger than 64 KiB, which no manifest is. Check that it is the right file.' };
  }
  let text: string;
  try {
    text = typeof content === 'string' ? content : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return { ok: false, reason: 'The file is not UTF-8 text. Save it as UTF-8.' };
  }
  if (text.startsWith('\ufeff')) {
    return { ok: false, reason: 'The file begins with a byte order mark (BOM), which JSON forbids. Save it as UTF-8 without BOM.' };
  }
  if (text.trim() === '') return { ok: false, reason: 'The file is empty. A manifest is a JSON object, at least {}.' };
  return { ok: true, text };
}

function fromObject(path: string, object: { [key: string]: Json }, now: Date): ManifestResult {
  const refusals: ImportRefusal[] = [];
  const refuse = (field: string, reason: string): void => {
    refusals.push({ path, field, reason });
  };
  const manifest: ParsedManifest = { path, siteRoot: siteRootOf(path), extra: {} };

  const projectId = object.project_id;
  if (typeof projectId === 'string' && projectIdPattern.test(projectId)) {
    manifest.projectId = projectId;
    const createdAt = createdAtOf(projectId, now);
    if (createdAt !== undefined) manifest.createdAt = createdAt;
  } else if (projectId !== undefined && projectId !== null) {
    refuse('project_id', 'project_id must be “appgprj_” and 32 lower-case hexadecimal digits. Copy it from the platform.');
  }

  for (const key of ['d1', 'r2'] as const) {
    const binding = object[key];
    if (binding === undefined) continue;
    if (binding === null || isBindingName(binding)) manifest[key] = binding;
    else refuse(key, `${key} must be the name of a binding (text of 1 to 128 characters) or null.`);
  }

  const extra: { [key: string]: Json } = {};
  const fixed = object.static;
  if (typeof fixed === 'object' && fixed !== null && !Array.isArray(fixed)) {
    const { directory, ...others } = fixed;
    if (typeof directory === 'string' && isDirectory(directory)) manifest.staticDirectory = directory;
    else refuse('static.directory', 'static.directory must be a folder inside the Site, such as "dist".');
    if (Object.keys(others).length > 0) extra.static = others;
  } else if (fixed !== undefined && fixed !== null) {
    refuse('static', 'static must be an object such as {"directory": "dist"}.');
  }

  if (object.capabilities !== undefined) manifest.capabilities = withoutSecrets(object.capabilities);
  for (const [key, value] of Object.entries(object)) {
    if (!knownKeys.has(key)) Object.defineProperty(extra, key, { value, enumerable: true });
  }
  const kept = withoutSecrets(extra);
  if (typeof kept === 'object' && kept !== null && !Array.isArray(kept)) manifest.extra = kept;
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, manifest };
}

function isBindingName(value: Json): value is string {
  return typeof value === 'string' && value.length <= 128 && value !== '' && cleanText(value, 128) === value;
}

function isDirectory(value: string): boolean {
  return value === '.' || value === './' || normalizePath(value).ok;
}

/** The first 8 hex digits of an id read as Unix seconds; from 2024 until a day ahead of `now` they are believed. */
function createdAtOf(projectId: string, now: Date): Date | undefined {
  const at = Number.parseInt(projectId.slice(8, 16), 16) * 1000;
  return at >= earliest && at <= now.getTime() + day ? new Date(at) : undefined;
}
