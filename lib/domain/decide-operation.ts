import type { Operation } from './permissions';
import type { RequestKind } from './request';

/** The kinds of requests that can be made today, each with what deciding one takes. */
const operations = {
  widening: 'request.decide_widening',
  renewal: 'request.decide_renewal',
  transfer: 'request.decide_transfer',
  re_review: 'request.decide_re_review',
} as const satisfies Partial<Record<RequestKind, Operation>>;
export type DecidableKind = keyof typeof operations;

/** Which permission it takes to decide a request of a kind. */
export function decideOperation(kind: RequestKind): Operation {
  return kind in operations ? operations[kind as DecidableKind] : operations.widening;
}
