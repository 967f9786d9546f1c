import { decisionRecordShape, getDecisionRecord as get } from '@/lib/requests/get-decision-record';
import { reads } from '../operation';

export const getDecisionRecord = reads(
  {
    id: 'getDecisionRecord',
    method: 'GET',
    path: '/requests/{requestId}/record',
    tag: 'Requests',
    summary: 'Get what was seen when a request was decided: of the last answer, or of `decisionId`',
  },
  get,
  decisionRecordShape,
);
