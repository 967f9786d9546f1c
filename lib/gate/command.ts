import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { z } from 'zod';
import type { DomainEvent } from '@/lib/domain/events';
import { permissions, type Operation, type Permission } from '@/lib/domain/permissions';
import { type Verdict } from '@/lib/domain/verdict';
import { isRefusal, type Json, type Refusal } from '@/lib/domain/refusal';
import { record } from '@/lib/audit/record';
import { database, type Database, type Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import type { Actor } from './actor';
import { parseInput, ProblemError, problemOfRefusal } from './problem';

/** What every step may know besides the input. Time comes in as data. */
export type Context = { actor: Actor; now: Date };

/** One use case that changes something. Every part is required: without `may` it does not compile. */
export type Command<Schema extends z.ZodType, Loaded, Outcome extends { events: DomainEvent[] }, Answer> = {
  name: Operation;
  input: Schema;
  /** What it is for some inputs, where that differs from the name: a dry run changes nothing, so a token that reads will do. */
  nameFor?: (input: z.output<Schema>) => Operation;
  /** Locks and reads what the decision needs; null: there is no such thing (404). */
  load: (tx: Tx, input: z.output<Schema>, context: Context) => Promise<Loaded | null>;
  may: (actor: Actor, loaded: Loaded, input: z.output<Schema>) => Verdict;
  /** Pure: what happens, or why not. */
  decide: (loaded: Loaded, input: z.output<Schema>, context: Context) => Outcome | Refusal;
  save: (tx: Tx, loaded: Loaded, outcome: Outcome, context: Context) => Promise<Answer>;
  /** What stays, in a transaction of its own, although nothing else does: that it was refused may itself be news. */
  refused?: (tx: Tx, problem: ProblemError, context: Context) => Promise<void>;
};

/** Checks the parts against each other; a command is plain data. */
export function command<Schema extends z.ZodType, Loaded, Outcome extends { events: DomainEvent[] }, Answer>(
  definition: Command<Schema, Loaded, Outcome, Answer>,
): Command<Schema, Loaded, Outcome, Answer> {
  return definition;
}

export type RunOptions = { db?: Database; now?: Date; idempotencyKey?: string | undefined; timeoutMs?: number };

/**
 * Runs a command: parse, one transaction { load, may, decide, save, audit }, commit.
 * @throws ProblemError with what a person can do about it; nothing of the transaction stays.
 */
export async function runCommand<Schema extends z.ZodType, Loaded, Outcome extends { events: DomainEvent[] }, Answer>(
  definition: Command<Schema, Loaded, Outcome, Answer>,
  rawInput: unknown,
  actor: Actor,
  { db = database(), now = new Date(), idempotencyKey, timeoutMs = 30_000 }: RunOptions = {},
): Promise<Answer> {
  const input = parseInput(definition.input, rawInput);
  requireScope(actor, definition.nameFor?.(input) ?? definition.name);
  const context: Context = { actor, now };
  const answer = inTransaction(db, async (tx) => {
    const replay = await claimIdempotencyKey(tx, definition.name, input, actor, idempotencyKey);
    if (replay !== undefined) return replay as Answer;
    const loaded = await definition.load(tx, input, context);
    if (loaded === null) throw notFound();
    requireVerdict(definition.may(actor, loaded, input));
    const outcome = definition.decide(loaded, input, context);
    if (isRefusal(outcome)) throw problemOfRefusal(outcome);
    const answer = await definition.save(tx, loaded, outcome, context);
    if (idempotencyKey !== undefined) await keepAnswer(tx, actor, idempotencyKey, answer);
    await record(tx, outcome.events, context); // last: it locks the end of the chain until the commit
    return answer;
  }, { timeoutMs });
  return answer.catch(async (error: unknown) => {
    const { refused } = definition;
    if (refused !== undefined && error instanceof ProblemError) await inTransaction(db, (tx) => refused(tx, error, context));
    throw error;
  });
}

/** Turns a verdict into the answer that tells no more than the actor may know. */
export function requireVerdict(verdict: Verdict): void {
  if (verdict.allowed) return;
  throw verdict.hidden ? notFound() : new ProblemError('forbidden', verdict.reason);
}

export function notFound(): ProblemError {
  return new ProblemError('not-found', 'There is no such thing, or you can’t see it.');
}

/** @throws ProblemError 403 when a token's scopes don't cover the operation. */
export function requireScope(actor: Actor, operation: Operation): void {
  const { changes, writes }: Permission = permissions[operation];
  const needed = changes || writes === true || operation.startsWith('token.') ? 'write' : 'read';
  const covered = actor.tokenId === null || operation === 'token.list' || actor.scopes.includes(needed);
  if (!covered) {
    throw new ProblemError('forbidden', `This API token has no ${needed} scope. Create one that has it under Settings, API tokens.`);
  }
}

/** The stored answer of the same POST, or undefined when this is the first. A second one at once waits for the first. */
async function claimIdempotencyKey(tx: Tx, operation: string, input: unknown, actor: Actor, key?: string): Promise<Json | undefined> {
  if (key === undefined || actor.personId === null) return undefined;
  const fingerprint = createHash('sha256').update(`${operation}\n${canonicalize(toJson(input))}`).digest('hex');
  const claimed = await tx.$executeRaw`
    INSERT INTO idempotency_key (actor_id, key, operation, fingerprint)
    VALUES (${actor.personId}::uuid, ${key}, ${operation}, ${fingerprint})
    ON CONFLICT (actor_id, key) DO NOTHING`;
  if (claimed === 1) return undefined;
  const known = await tx.idempotencyKey.findUniqueOrThrow({ where: { actorId_key: { actorId: actor.personId, key } } });
  if (known.fingerprint !== fingerprint) {
    throw new ProblemError('rule', 'This Idempotency-Key was used for another request. Use a new key for a new request.');
  }
  return known.answer as Json;
}

async function keepAnswer(tx: Tx, actor: Actor, key: string, answer: unknown): Promise<void> {
  if (actor.personId === null) return;
  await tx.idempotencyKey.update({
    where: { actorId_key: { actorId: actor.personId, key } },
    data: { answer: toJson(answer) as object },
  });
}

function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null)) as Json;
}
