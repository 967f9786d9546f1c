import { decideSweep as decide } from '@/lib/lifecycle/commands/decide-sweep';
import { startSweep as start } from '@/lib/lifecycle/commands/start-sweep';
import { dueSitesShape, listDueSites as due } from '@/lib/lifecycle/list-due-sites';
import { listSweeps as list, sweepListShape } from '@/lib/lifecycle/list-sweeps';
import { sweepShape } from '@/lib/lifecycle/sweep-row';
import { changes, reads } from '../operation';

const tag = 'Lifecycle';

export const listSweeps = reads({ id: 'listSweeps', method: 'GET', path: '/lifecycle/sweeps', tag, summary: 'The sweeps, the latest instant first' }, list, sweepListShape);
export const startSweep = changes(
  { id: 'startSweep', method: 'POST', path: '/lifecycle/sweeps', tag, summary: 'Begin a sweep as of now or of an instant; a worker runs it' },
  start,
  sweepShape,
);
export const decideSweep = changes(
  { id: 'decideSweep', method: 'POST', path: '/lifecycle/sweeps/{sweepId}/decide', tag, summary: 'Let a stopped sweep go on, or give it up' },
  decide,
  sweepShape,
);
export const listDueSites = reads(
  { id: 'listDueSites', method: 'GET', path: '/lifecycle/due-sites', tag, summary: 'What a sweep as of an instant would do' },
  due,
  dueSitesShape,
);
