import { beginRetirement as begin } from '@/lib/retirements/commands/begin-retirement';
import { confirmDeletion as confirm } from '@/lib/retirements/commands/confirm-deletion';
import { settleExport as settleData } from '@/lib/retirements/commands/settle-export';
import { settleSecret as settleKey } from '@/lib/retirements/commands/settle-secret';
import { stopRetirement as stop } from '@/lib/retirements/commands/stop-retirement';
import { getRetirement as get } from '@/lib/retirements/get-retirement';
import { getSiteNotice as notice, siteNoticeShape } from '@/lib/retirements/get-site-notice';
import { getTombstone as tombstone } from '@/lib/retirements/get-tombstone';
import { listRetirements as list, retirementListShape } from '@/lib/retirements/list-retirements';
import { retirementShape, tombstoneShape } from '@/lib/retirements/retirement-shape';
import { changes, reads } from '../operation';

const tag = 'Retirements';

export const listRetirements = reads(
  { id: 'listRetirements', method: 'GET', path: '/retirements', tag, summary: 'List retirements: under way, done or stopped' },
  list,
  retirementListShape,
);
export const getRetirement = reads(
  { id: 'getRetirement', method: 'GET', path: '/sites/{siteId}/retirement', tag, summary: 'Get the plan of a Site’s retirement' },
  get,
  retirementShape,
);
export const beginRetirement = changes(
  { id: 'beginRetirement', method: 'POST', path: '/sites/{siteId}/retirement', tag, summary: 'Begin the retirement of a Site', status: 201 },
  begin,
  retirementShape,
);
export const stopRetirement = changes(
  { id: 'stopRetirement', method: 'POST', path: '/sites/{siteId}/retirement/stop', tag, summary: 'Stop a retirement and come back' },
  stop,
  retirementShape,
);
export const settleExport = changes(
  { id: 'settleExport', method: 'PUT', path: '/sites/{siteId}/retirement/export', tag, summary: 'Note where the data of a binding went, or why it needs to go nowhere' },
  settleData,
  retirementShape,
);
export const settleSecret = changes(
  { id: 'settleSecret', method: 'PUT', path: '/sites/{siteId}/retirement/secret', tag, summary: 'Note a revoked secret, or add one to the list' },
  settleKey,
  retirementShape,
);
export const confirmDeletion = changes(
  { id: 'confirmDeletion', method: 'POST', path: '/sites/{siteId}/retirement/deletion', tag, summary: 'Say that a Site is deleted, and leave its tombstone' },
  confirm,
  retirementShape,
);
export const getTombstone = reads(
  { id: 'getTombstone', method: 'GET', path: '/sites/{siteId}/tombstone', tag, summary: 'Get what stayed of a retired Site' },
  tombstone,
  tombstoneShape,
);
export const getSiteNotice = reads(
  { id: 'getSiteNotice', method: 'GET', path: '/sites/{siteId}/notice', tag, summary: 'Get what visitors of a closed Site are told' },
  notice,
  siteNoticeShape,
);
