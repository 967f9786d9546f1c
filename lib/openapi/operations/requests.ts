import { addEvidence as evidence } from '@/lib/requests/commands/add-evidence';
import { answerReReview as answer } from '@/lib/requests/commands/answer-re-review';
import { claimRequest as claim } from '@/lib/requests/commands/claim-request';
import { commentOnRequest as comment } from '@/lib/requests/commands/comment-on-request';
import { decideRequest as decide } from '@/lib/requests/commands/decide-request';
import { handOverRequest as handOver } from '@/lib/requests/commands/hand-over-request';
import { releaseRequest as release } from '@/lib/requests/commands/release-request';
import { withdrawRequest as withdraw } from '@/lib/requests/commands/withdraw-request';
import { decideMany, manyDecidedShape } from '@/lib/requests/decide-many';
import { getRequest as get } from '@/lib/requests/get-request';
import { listRequests as list, requestListShape } from '@/lib/requests/list-requests';
import { requestDetailShape } from '@/lib/requests/request-shape';
import { decideLowRiskInput } from '@/lib/domain/request-inputs';
import type { Operation } from '@/lib/gate/http';
import { changes, reads } from '../operation';

const tag = 'Requests';

export const listRequests = reads(
  { id: 'listRequests', method: 'GET', path: '/requests', tag, summary: 'List requests, oldest first' },
  list,
  requestListShape,
);
export const getRequest = reads(
  { id: 'getRequest', method: 'GET', path: '/requests/{requestId}', tag, summary: 'Get a request' },
  get,
  requestDetailShape,
);
export const decideRequest = changes(
  { id: 'decideRequest', method: 'POST', path: '/requests/{requestId}/decide', tag, summary: 'Approve, reject or ask for changes' },
  decide,
  requestDetailShape,
);
/** Each request in a transaction of its own, so one Idempotency-Key can’t stand for all: repeating it is refused request by request. */
export const decideRequests: Operation = {
  id: 'decideRequests',
  method: 'POST',
  path: '/requests/decide',
  tag,
  summary: 'Decide several requests that the policies call low risk',
  input: decideLowRiskInput,
  answer: manyDecidedShape,
  status: 200,
  run: ({ input, actor }) => decideMany(input, actor),
};
export const withdrawRequest = changes(
  { id: 'withdrawRequest', method: 'POST', path: '/requests/{requestId}/withdraw', tag, summary: 'Withdraw a request' },
  withdraw,
  requestDetailShape,
);
export const addEvidence = changes(
  { id: 'addEvidence', method: 'POST', path: '/requests/{requestId}/evidence', tag, summary: 'Add evidence to a request, or replace it' },
  evidence,
  requestDetailShape,
);
export const commentOnRequest = changes(
  { id: 'commentOnRequest', method: 'POST', path: '/requests/{requestId}/comments', tag, summary: 'Comment on a request' },
  comment,
  requestDetailShape,
);
export const claimRequest = changes(
  { id: 'claimRequest', method: 'POST', path: '/requests/{requestId}/claim', tag, summary: 'Take a request on' },
  claim,
  requestDetailShape,
);
export const releaseRequest = changes(
  { id: 'releaseRequest', method: 'POST', path: '/requests/{requestId}/release', tag, summary: 'Give a request back to the queue' },
  release,
  requestDetailShape,
);
export const handOverRequest = changes(
  { id: 'handOverRequest', method: 'POST', path: '/requests/{requestId}/hand-over', tag, summary: 'Hand a request over to somebody who can answer it' },
  handOver,
  requestDetailShape,
);
export const answerReReview = changes(
  { id: 'answerReReview', method: 'POST', path: '/requests/{requestId}/answer', tag, summary: 'Answer a reviewer who asked for changes in a re-review' },
  answer,
  requestDetailShape,
);
