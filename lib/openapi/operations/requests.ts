import { decideRequest as decide } from '@/lib/requests/commands/decide-request';
import { withdrawRequest as withdraw } from '@/lib/requests/commands/withdraw-request';
import { getRequest as get } from '@/lib/requests/get-request';
import { listRequests as list, requestListShape } from '@/lib/requests/list-requests';
import { requestDetailShape } from '@/lib/requests/request-shape';
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
export const withdrawRequest = changes(
  { id: 'withdrawRequest', method: 'POST', path: '/requests/{requestId}/withdraw', tag, summary: 'Withdraw a request' },
  withdraw,
  requestDetailShape,
);
