import { revalidatePath } from 'next/cache';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { z } from 'zod';
import type { DomainEvent } from '@/lib/domain/events';
import type { Actor } from './actor';
import { runCommand, type Command } from './command';
import { unexpected } from './http';
import { ProblemError, toProblem, type Problem } from './problem';
import { actorOfCookie, correlationIdOf } from './resolve-actor';

/** What a server action hands to the page: the answer, or a problem that a form can show. */
export type ActionResult<Answer> = { ok: true; answer: Answer } | { ok: false; problem: Problem };

/**
 * The thin skin for server actions. Next compares Origin and Host itself; the session is checked here.
 * Pages are refreshed after a change, so that they show what is true now.
 */
export async function act<Schema extends z.ZodType, Loaded, Outcome extends { events: DomainEvent[] }, Answer>(
  definition: Command<Schema, Loaded, Outcome, Answer>,
  input: unknown,
): Promise<ActionResult<Answer>> {
  const requestId = correlationIdOf(await headers());
  try {
    const answer = await runCommand(definition, input, await requireActor());
    revalidatePath('/', 'layout');
    return { ok: true, answer };
  } catch (error) {
    if (isRedirect(error)) throw error;
    const problem = error instanceof ProblemError ? error : unexpected(error, requestId);
    return { ok: false, problem: toProblem(problem, requestId) };
  }
}

/** The signed-in person, or null. A page asks for each of its parts: within one rendering the answer is the same. */
export const findActor = cache(async (): Promise<Actor | null> => actorOfCookie(await cookies(), await headers(), 'ui'));

/** The signed-in person; anybody else is sent to sign in and comes back afterwards. */
export async function requireActor(): Promise<Actor> {
  const actor = await findActor();
  if (actor !== null) return actor;
  const path = (await headers()).get('x-siteward-path') ?? '/';
  redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}

/** Next's redirect travels as an error that has to pass. */
function isRedirect(error: unknown): boolean {
  return String((error as { digest?: unknown } | null)?.digest ?? '').startsWith('NEXT_REDIRECT');
}
