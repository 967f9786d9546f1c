import { notFound } from 'next/navigation';
import type { z } from 'zod';
import { requireActor } from './action';
import { ProblemError, toProblem, type Problem } from './problem';
import { runQuery, type Query } from './query';

/**
 * The thin skin for pages: runs a query as the signed-in person. What isn't there or can't be seen is Next's
 * not-found page; every other error shows on the error page, never as an empty list.
 */
export async function read<Schema extends z.ZodType, Visible, Answer>(definition: Query<Schema, Visible, Answer>, input: unknown): Promise<Answer> {
  try {
    return await runQuery(definition, input, await requireActor());
  } catch (error) {
    if (error instanceof ProblemError && error.kind === 'not-found') notFound();
    throw error;
  }
}

/** As `read`, for pages that show a refusal in place: a filter that names something unknown, a page for other roles. */
export async function tryRead<Schema extends z.ZodType, Visible, Answer>(
  definition: Query<Schema, Visible, Answer>,
  input: unknown,
): Promise<{ ok: true; answer: Answer } | { ok: false; problem: Problem }> {
  try {
    return { ok: true, answer: await runQuery(definition, input, await requireActor()) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error.kind === 'not-found') notFound();
    return { ok: false, problem: toProblem(error) };
  }
}

/** As `read`, for what may not be there: null. */
export async function readIfAny<Schema extends z.ZodType, Visible, Answer>(definition: Query<Schema, Visible, Answer>, input: unknown): Promise<Answer | null> {
  try {
    return await runQuery(definition, input, await requireActor());
  } catch (error) {
    if (error instanceof ProblemError && error.kind === 'not-found') return null;
    throw error;
  }
}
