/** A key that a Site expects in its environment. Values are never read on. */
export type ExampleKey = { key: string; isSecret: boolean };

const maxKeys = 500;
const maxBytes = 64 * 1024;
const assignment = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]{0,127})\s*=\s*(.*)$/;
// Bundlers put these into the browser's code, so whatever they are called they are public.
const publicPrefix = /^(NEXT_PUBLIC|VITE|PUBLIC|REACT_APP|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY)_/;
const secretWord =
  /(^|_)(SECRET|SECRETS|TOKEN|PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|KEY|APIKEY|CREDENTIAL|CREDENTIALS|PRIVATE|AUTH|COOKIE|SALT|SIGNATURE|BEARER|JWT|DSN|WEBHOOK|CERT|PEM)(_|$)|(DATABASE|DB|REDIS|MONGO|MONGODB|POSTGRES|MYSQL|AMQP)_UR[LI]|CONNECTION_STRING/;

/** Whether a key of the environment holds a secret, as far as its name tells. Unclear names count as secret. */
function isSecretKey(key: string): boolean {
  const name = key.toUpperCase();
  return !publicPrefix.test(name) && (secretWord.test(name) || /(SECRET|TOKEN|PASSWORD|APIKEY)/.test(name));
}

/**
 * The keys that an `.env.example` names, in its order, each once. Commented-out lines are not keys. A quoted value may
 * go over several lines (a PEM block); what stands in it is no key.
 */
export function parseEnvExample(text: string): ExampleKey[] {
  const keys = new Map<string, ExampleKey>();
  let openQuote = '';
  for (const line of text.slice(0, maxBytes).replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    if (openQuote !== '') {
      if (line.includes(openQuote)) openQuote = '';
      continue;
    }
    const found = assignment.exec(line);
    const key = found?.[1];
    if (key === undefined || key === '__proto__') continue;
    if (!keys.has(key)) keys.set(key, { key, isSecret: isSecretKey(key) });
    if (keys.size >= maxKeys) break;
    const value = found?.[2] ?? '';
    const quote = value[0];
    if ((quote === '"' || quote === "'" || quote === '`') && !value.includes(quote, 1)) openQuote = quote;
  }
  return [...keys.values()];
}
