import type { Operation } from '@/lib/gate/http';
import * as audit from './operations/audit';
import * as bulk from './operations/bulk';
import * as campaigns from './operations/campaigns';
import * as decisionRecords from './operations/records';
import * as departures from './operations/departures';
import * as enforcement from './operations/enforcement';
import * as facets from './operations/facets';
import * as imports from './operations/imports';
import * as incidents from './operations/incidents';
import * as jobs from './operations/jobs';
import * as lifecycle from './operations/lifecycle';
import * as live from './operations/live';
import * as notifications from './operations/notifications';
import * as policies from './operations/policies';
import * as requests from './operations/requests';
import * as retirements from './operations/retirements';
import * as reviews from './operations/reviews';
import * as settings from './operations/settings';
import * as sites from './operations/sites';
import * as sources from './operations/sources';
import * as tasks from './operations/tasks';
import * as views from './operations/views';
import * as webhooks from './operations/webhooks';
import * as widening from './operations/widening';
import * as workspace from './operations/workspace';

/** Every operation of the API, by its operationId: the document and the routes come from here. */
export const operations: readonly Operation[] = [
  sites, facets, bulk, views, live, requests, decisionRecords, widening, departures, enforcement, jobs, lifecycle, notifications, retirements, reviews, settings,
  webhooks, workspace, imports, tasks, audit, incidents, policies, campaigns, sources,
].flatMap((area) => Object.values(area));
