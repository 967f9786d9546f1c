import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ProblemError } from './problem';
import { isStorable } from './storable';

const cursorSchema = z.strictObject({
  /** What the cursor belongs to: list, sort and filters. */
  b: z.string(),
  /** The sort values of the row at the edge, and its id last. */
  k: z.array(z.union([z.string(), z.number(), z.null()])).min(1).max(20),
  /** Whether the page lies before the row. */
  r: z.literal(1).optional(),
});

export type Cursor = { keys: (string | number | null)[]; backward: boolean };

/** A short mark of the list, its sort and its filters: a cursor of another one is refused. */
export function cursorBinding(list: string, search: unknown): string {
  return createHash('sha256').update(`${list}\n${JSON.stringify(search)}`).digest('base64url').slice(0, 16);
}

export function writeCursor(binding: string, { keys, backward }: Cursor): string {
  return Buffer.from(JSON.stringify({ b: binding, k: keys, ...(backward ? { r: 1 } : {}) })).toString('base64url');
}

const keySchemas = {
  text: z.string().refine(isStorable),
  instant: z.iso.datetime(),
  uuid: z.uuid(),
  whole: z.int().min(0),
};
/** What a key of a cursor has to be for the database to compare with it. */
export type CursorKey = keyof typeof keySchemas;

/**
 * Reads a cursor whose keys are of these kinds; or only so many, where the list itself finds out what they are.
 * @throws ProblemError 400 for a cursor that is broken or belongs to another list, sort or filter.
 */
export function readCursor(text: string | undefined, binding: string, keys: readonly CursorKey[] | number): Cursor | null {
  if (text === undefined) return null;
  const parsed = cursorSchema.safeParse(decode(text));
  if (!parsed.success) throw badCursor('This cursor is not one that was handed out here.');
  if (parsed.data.b !== binding) throw badCursor('This cursor belongs to another list, sort or filter.');
  const { k } = parsed.data;
  const fits = typeof keys === 'number' ? k.length === keys : k.length === keys.length && keys.every((kind, index) => keySchemas[kind].safeParse(k[index]).success);
  if (!fits) throw badCursor('This cursor is not one that was handed out here.');
  return { keys: k, backward: parsed.data.r === 1 };
}

export function badCursor(detail: string): ProblemError {
  const message = `${detail} Start again without a cursor.`;
  return new ProblemError('bad-cursor', message, [{ path: 'cursor', message }]);
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
