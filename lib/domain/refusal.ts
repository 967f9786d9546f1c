/** Values that survive JSON unchanged. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Why a rule said no. `stale` and `conflict` answer 409, `rule` answers 422. */
export type RefusalCode = 'stale' | 'conflict' | 'rule';

/** A field that stands in the way, by its path in the input (`audience.people[0]`), with what to do. */
export type FieldProblem = { path: string; message: string };

export type Refusal = {
  refused: true;
  code: RefusalCode;
  /** A sentence for people: what happened and what to do. */
  reason: string;
  fields?: FieldProblem[];
  /** Facts that a client can act on: the current revision, the request that is in the way. */
  details?: Record<string, Json>;
};

/** Builds a refusal; `decide` functions return it instead of an outcome. */
export function refuse(code: RefusalCode, reason: string, more: Pick<Refusal, 'fields' | 'details'> = {}): Refusal {
  return { refused: true, code, reason, ...more };
}

/** A refusal that hangs on one field of the input. */
export function refuseField(path: string, message: string): Refusal {
  return refuse('rule', message, { fields: [{ path, message }] });
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { refused?: unknown }).refused === true;
}
