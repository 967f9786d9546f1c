import type { Operation } from '@/lib/gate/http';
import * as audit from './operations/audit';
import * as imports from './operations/imports';
import * as requests from './operations/requests';
import * as sites from './operations/sites';
import * as workspace from './operations/workspace';

/** Every operation of the API, by its operationId: the document and the routes come from here. */
export const operations: readonly Operation[] = [sites, requests, workspace, imports, audit].flatMap((area) => Object.values(area));
