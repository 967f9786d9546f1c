import { handOverSites } from '@/lib/departures/hand-over-sites';
import type { Job } from '../job';

/** Gives the Sites of somebody who left to whoever takes them over. */
export const handOverSitesJob: Job<'hand-over-sites'> = ({ personId }, { db, signal }) => handOverSites(db, personId, { signal });
