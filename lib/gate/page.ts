import { z } from 'zod';

/** The two parameters that every list takes. */
export const pageSchema = {
  limit: z.coerce
    .number({ error: 'Give a whole number from 1 to 200.' })
    .int('Give a whole number.')
    .min(1, 'At least 1.')
    .max(200, 'At most 200 a page.')
    .default(50),
  cursor: z.string().max(4000).optional(),
};
