import type { Json } from '../../domain/refusal';
import { cleanText, storableText } from './clean-text';
import { isSecretName, scrubText, setKey, urlCarriesSecret } from './secrets';
import { parseUrl } from './web-url';

const maxDepth = 24;
const maxNoted = 500;

/**
 * A copy of what the connector returned without its secrets, made before anything else sees the object: fields named
 * like one, environment values, addresses that carry a user name or a token, secret-looking words in texts. `dropped`
 * takes the places, without positions (`sites[].siwc_bypass_bearer_token`), never a value.
 */
export function withoutFeedSecrets(value: unknown, place: string, dropped: Set<string>, depth = 0): Json | undefined {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string') return cleanString(value, place, dropped);
  if (typeof value !== 'object' || depth > maxDepth) return undefined;
  if (Array.isArray(value)) {
    const list: unknown[] = value;
    // A dropped element leaves null, so that positions in refusals stay those of the input.
    return list.map((inner) => withoutFeedSecrets(inner, `${place}[]`, dropped, depth + 1) ?? null);
  }
  const copy: { [key: string]: Json } = {};
  const isEntry = /\bentries\[\]$/.test(place);
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__') continue;
    const name = `${place}.${cleanText(scrubText(key), 100)}`;
    const isFlag = key === 'is_secret' && (typeof inner === 'boolean' || inner === null);
    if (!isFlag && (isSecretName(key) || (isEntry && key === 'value'))) {
      if (inner !== null) note(dropped, name);
      continue;
    }
    const kept = withoutFeedSecrets(inner, name, dropped, depth + 1);
    if (kept !== undefined) setKey(copy, key, kept);
  }
  return copy;
}

function cleanString(text: string, place: string, dropped: Set<string>): string | undefined {
  if (/^\s*[a-z][a-z0-9+.-]*:\/\//i.test(text) && text.length <= 4096) {
    const url = parseUrl(text.trim());
    if (url !== undefined && urlCarriesSecret(url)) {
      note(dropped, place);
      return undefined;
    }
  }
  const clean = scrubText(storableText(text));
  if (clean !== storableText(text)) note(dropped, place);
  return clean;
}

function note(dropped: Set<string>, place: string): void {
  if (dropped.size < maxNoted) dropped.add(place.slice(0, 300));
}
