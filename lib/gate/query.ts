import type { z } from 'zod';
import type { Operation } from '@/lib/domain/permissions';
import type { Verdict } from '@/lib/domain/verdict';
import { database, type Database } from '@/lib/db/client';
import type { Actor } from './actor';
import { notFound, requireScope, requireVerdict, type Context } from './command';
import { parseInput } from './problem';
import { requireStorable } from './storable';

/** One use case that reads. `visible` is what the actor may see at all; `load` can't be called without it. */
export type Query<Schema extends z.ZodType, Visible, Answer> = {
  name: Operation;
  input: Schema;
  may: (actor: Actor) => Verdict;
  visible: (actor: Actor) => Visible;
  /** Null: there is no such thing among what is visible (404). */
  load: (db: Database, input: z.output<Schema>, visible: Visible, context: Context) => Promise<Answer | null>;
};

export function query<Schema extends z.ZodType, Visible, Answer>(
  definition: Query<Schema, Visible, Answer>,
): Query<Schema, Visible, Answer> {
  return definition;
}

/** Runs a query. @throws ProblemError with what a person can do about it. */
export async function runQuery<Schema extends z.ZodType, Visible, Answer>(
  definition: Query<Schema, Visible, Answer>,
  rawInput: unknown,
  actor: Actor,
  { db = database(), now = new Date() }: { db?: Database; now?: Date } = {},
): Promise<Answer> {
  requireStorable(rawInput);
  const input = parseInput(definition.input, rawInput);
  requireScope(actor, definition.name);
  requireVerdict(definition.may(actor));
  const answer = await definition.load(db, input, definition.visible(actor), { actor, now });
  if (answer === null) throw notFound();
  return answer;
}
