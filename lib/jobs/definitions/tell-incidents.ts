import { runTelling } from '@/lib/incidents/run-telling';
import type { Job } from '../job';

/** Tells of drift incidents that were opened or have ended. */
export const tellIncidentsJob: Job<'tell-incidents'> = (_payload, { db, signal }) => runTelling(db, signal);
