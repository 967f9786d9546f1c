import { ProblemError } from './problem';

// PostgreSQL holds neither NUL nor half of a surrogate pair; no schema has to think of that again.
const unstorable = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
/** Deeper than anything that is asked for here; whoever nests deeper wants to exhaust a stack. */
const deepest = 64;
const message = 'Remove the control characters.';

/** Whether the database can hold a text. */
export function isStorable(text: string): boolean {
  return !unstorable.test(text);
}

/** @throws ProblemError 400 that names the first text, or key, which no database could hold. */
export function requireStorable(input: unknown, path = '', depth = 0): void {
  if (typeof input === 'string' && !isStorable(input)) throw new ProblemError('invalid', `${path}: ${message}`, [{ path, message }]);
  if (typeof input !== 'object' || input === null) return;
  if (depth > deepest) throw new ProblemError('invalid', `The input is nested deeper than ${deepest} levels.`);
  for (const [key, value] of Object.entries(input)) {
    // What is searched for is never stored: text that can't be there is found nowhere.
    if (path === '' && key === 'q') continue;
    const named = Array.isArray(input) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    if (!isStorable(key)) throw new ProblemError('invalid', `A field’s name has control characters. ${message}`);
    requireStorable(value, named, depth + 1);
  }
}
