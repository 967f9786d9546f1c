import type { Json } from '../../domain/refusal';
import { storableText } from './clean-text';

const secretName =
  /bearer|token|secret|passw|passphrase|^pwd|pwd$|credential|apikey|privatekey|accesskey|signingkey|encryptionkey|authorization|cookie|connectionstring|signature|sessionid|jwt|^dsn$/;

/** Whether a field's name says that its value is a secret (`siwc_bypass_bearer_token`, `apiKey`, `client-secret`). */
export function isSecretName(name: string): boolean {
  return secretName.test(name.slice(0, 300).toLowerCase().replace(/[^a-z0-9]/g, ''));
}

const droppedMark = '[dropped]';

const looksSecret: [RegExp, string][] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g, droppedMark],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, droppedMark],
  [/\b(?:sk|pk|rk|ghp|gho|ghu|ghs|ghr|glpat|npm|xox[abeoprs]|hf|pat|shpat)[-_][\w-]{12,}/g, droppedMark],
  [/\bgithub_pat_\w{12,}|\bAKIA[0-9A-Z]{12,}|\bAIza[\w-]{30,}/g, droppedMark],
  [/\b(bearer|basic)\s{1,4}[\w.~+/=-]{8,}/gi, `$1 ${droppedMark}`],
  [/([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#@]{1,500}@/gi, `$1${droppedMark}@`],
  [
    /((?:token|secret|passw(?:or)?d|passphrase|api[_-]?key|access[_-]?key|signature|\bsig|credential)[\w.-]{0,60}["']?\s{0,4}[=:]\s{0,4})(?:"[^"]{0,2000}"?|'[^']{0,2000}'?|[^\s"',;&<>]{1,2000})/gi,
    `$1${droppedMark}`,
  ],
];
// What remains that is long and mixes cases and digits is a key more often than a word. A commit SHA has no capitals.
const longRun = /[\w+=]{32,}/g;

/** Free text without what looks like a secret in it: keys, tokens, passwords, user names in URLs. */
export function scrubText(text: string): string {
  let clean = text;
  for (const [pattern, replacement] of looksSecret) clean = clean.replace(pattern, replacement);
  return clean.replace(longRun, (run) =>
    /[a-z]/.test(run) && /[A-Z]/.test(run) && /[0-9]/.test(run) ? droppedMark : run,
  );
}

/** Whether a URL carries a secret: user information, or a query or fragment parameter with a secret's name. */
export function urlCarriesSecret(url: URL): boolean {
  if (url.username !== '' || url.password !== '') return true;
  const parameters = [...url.searchParams.entries(), ...new URLSearchParams(url.hash.slice(1)).entries()];
  return parameters.some(
    ([name, value]) => isSecretName(name) || /^(sig|key|code|auth)$/i.test(name) || scrubText(value) !== value,
  );
}

/**
 * A copy of JSON in which no secret is left: the value of a key that is named like one becomes `[dropped]` (the key
 * stays, so that people see that something was there), texts are scrubbed. Whole trees below such a key go with it.
 * A key `__proto__` is left out: it means nothing, and a careless merge further on would act on it.
 */
export function withoutSecrets(value: Json): Json {
  if (typeof value === 'string') return scrubText(storableText(value));
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const copy: { [key: string]: Json } = {};
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__') continue;
    const kept = isSecretName(key) && inner !== null && typeof inner !== 'boolean' ? droppedMark : withoutSecrets(inner);
    setKey(copy, storableText(key), kept);
  }
  return copy;
}

/** Sets a key as plain data, also one that is called `__proto__`. */
export function setKey(target: { [key: string]: Json }, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}
