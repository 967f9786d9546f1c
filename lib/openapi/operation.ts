import type { z } from 'zod';
import type { DomainEvent } from '@/lib/domain/events';
import { runCommand, type Command } from '@/lib/gate/command';
import type { Operation } from '@/lib/gate/http';
import { runQuery, type Query } from '@/lib/gate/query';

type Described = Pick<Operation, 'id' | 'method' | 'path' | 'tag' | 'summary'>;

/** An operation that runs a query; the answer is what the query answers. */
export function reads<Schema extends z.ZodObject, Visible, Answer>(
  described: Described,
  definition: Query<Schema, Visible, Answer>,
  answer: z.ZodType,
): Operation {
  return {
    ...described,
    input: definition.input,
    answer,
    status: 200,
    run: ({ input, actor }) => runQuery(definition, input, actor),
  };
}

/** An operation that runs a command, once for each Idempotency-Key. */
export function changes<Schema extends z.ZodObject, Loaded, Outcome extends { events: DomainEvent[] }, Answer>(
  described: Described & { status?: 200 | 201 },
  definition: Command<Schema, Loaded, Outcome, Answer>,
  answer: z.ZodType,
): Operation {
  return {
    status: 200,
    ...described,
    input: definition.input,
    answer,
    run: ({ input, actor, idempotencyKey }) => runCommand(definition, input, actor, { idempotencyKey }),
  };
}
