import { z } from 'zod';
import type { FieldProblem, Json, Refusal, RefusalCode } from '@/lib/domain/refusal';

const kinds = {
  invalid: { status: 400, title: 'The request is not valid' },
  'bad-cursor': { status: 400, title: 'The cursor does not fit this list' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'You may not do this' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'This can’t be done in the present state' },
  stale: { status: 409, title: 'It changed meanwhile' },
  'precondition-failed': { status: 412, title: 'It changed meanwhile' },
  'too-large': { status: 413, title: 'The input is too large' },
  'unsupported-media-type': { status: 415, title: 'This content type is not accepted' },
  rule: { status: 422, title: 'A rule forbids this' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'Not available just now' },
} as const;

export type ProblemKind = keyof typeof kinds;

/** RFC 9457. `errors` names fields by path; other members are facts that a client can act on. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** The same id as in the log and in the audit event. */
  requestId?: string;
  errors?: FieldProblem[];
} & { [extra: string]: Json | FieldProblem[] | undefined };

/** Thrown inside the gate, so that the transaction rolls back; each skin turns it into its own form. */
export class ProblemError extends Error {
  constructor(
    readonly kind: ProblemKind,
    detail: string,
    readonly errors: FieldProblem[] = [],
    readonly details: Record<string, Json> = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
    this.name = 'ProblemError';
  }
}

export function toProblem(error: ProblemError, requestId?: string): Problem {
  const { status, title } = kinds[error.kind];
  return {
    type: `urn:siteward:problem:${error.kind}`,
    title,
    status,
    detail: error.message,
    ...(requestId === undefined ? {} : { requestId }),
    ...(error.errors.length === 0 ? {} : { errors: error.errors }),
    ...error.details,
  };
}

const kindOfRefusal: Record<RefusalCode, ProblemKind> = { stale: 'stale', conflict: 'conflict', rule: 'rule' };

export function problemOfRefusal(refusal: Refusal): ProblemError {
  return new ProblemError(kindOfRefusal[refusal.code], refusal.reason, refusal.fields, refusal.details);
}

/** Parses input against a schema; what is wrong is named field by field. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue): FieldProblem[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'There is no such field.' }))
      : [{ path: pathOf(issue.path), message: issue.message }],
  );
  const named = errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  throw new ProblemError('invalid', named.slice(0, 5).join(' '), errors);
}

function pathOf(path: PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`),
    '',
  );
}

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    requestId: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .catchall(z.unknown());
