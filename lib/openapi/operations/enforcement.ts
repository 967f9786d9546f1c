import { z } from 'zod';
import { settleEnforcement as settle } from '@/lib/enforcement/commands/settle-enforcement';
import { enforcementListShape, enforcementShape } from '@/lib/enforcement/enforcement-shape';
import { listEnforcements as list } from '@/lib/enforcement/list-enforcements';
import { noteFallback as note } from '@/lib/sites/commands/note-fallback';
import { siteDetailShape } from '@/lib/sites/site-shape';
import { changes, reads } from '../operation';

const tag = 'Enforcement';

export const listEnforcements = reads(
  { id: 'listEnforcements', method: 'GET', path: '/enforcements', tag, summary: 'List what decisions ask of the platform, with the steps, oldest first' },
  list,
  enforcementListShape,
);
export const settleEnforcement = changes(
  { id: 'settleEnforcement', method: 'POST', path: '/enforcements/settle', tag, summary: 'Say of tasks that they are done, that they failed, or that they are to be done again' },
  settle,
  z.object({ items: z.array(enforcementShape) }),
);
export const noteFallback = changes(
  { id: 'noteFallback', method: 'PUT', path: '/sites/{siteId}/fallback', tag, summary: 'Note what people use while the platform does not show a Site or has suspended it' },
  note,
  siteDetailShape,
);
