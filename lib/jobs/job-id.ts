import { z } from 'zod';

/** The number of a job, as text: JSON's numbers end before PostgreSQL's. */
export const jobIdSchema = z.string().regex(/^[1-9]\d{0,17}$/, 'A job has a number.');
