import type { Operation } from '@/lib/gate/http';
import * as audit from './operations/audit';
import * as bulk from './operations/bulk';
<<<<<<< HEAD
import * as enforcement from './operations/enforcement';
=======
import * as departures from './operations/departures';
>>>>>>> c20a582 (Sites of people who left go to whoever takes them over, or into quarantine)
import * as facets from './operations/facets';
import * as imports from './operations/imports';
import * as lifecycle from './operations/lifecycle';
import * as live from './operations/live';
import * as requests from './operations/requests';
import * as sites from './operations/sites';
import * as tasks from './operations/tasks';
import * as views from './operations/views';
import * as workspace from './operations/workspace';

/** Every operation of the API, by its operationId: the document and the routes come from here. */
<<<<<<< HEAD
export const operations: readonly Operation[] = [
  sites, facets, bulk, views, live, requests, enforcement, lifecycle, workspace, imports, tasks, audit,
].flatMap((area) => Object.values(area));
=======
export const operations: readonly Operation[] = [sites, facets, bulk, departures, views, live, requests, workspace, imports, tasks, lifecycle, audit].flatMap((area) => Object.values(area));
>>>>>>> c20a582 (Sites of people who left go to whoever takes them over, or into quarantine)
