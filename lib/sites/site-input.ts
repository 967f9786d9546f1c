import { z } from 'zod';
import { sourceModes } from '@/lib/domain/classification';
import { clearable } from '@/lib/domain/text';

/** Where a Site is open. A user name, a query or a fragment could carry a secret, and no production URL needs one. */
export const productionUrlSchema = z
  .url({ protocol: /^https$/, error: 'Give an https address.' })
  .max(2000)
  .refine((text) => {
    // What is no address at all was refused above; a refinement is asked all the same.
    if (!URL.canParse(text)) return true;
    const url = new URL(text);
    return url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  }, 'Give the address alone: no user name, no query, no fragment.');

/** How a Site uses a source; `forbidden` is a word of the workspace's matrix, not a use. */
const useModes = sourceModes.filter((mode) => mode !== 'forbidden');

/** The data sources of a Site as clients send them: the source's id, or its key such as `snowflake`. */
export const siteSourcesSchema = z
  .array(
    z.strictObject({
      id: z.uuid().optional(),
      key: z.string().max(100).optional(),
      mode: z.enum(useModes).default('read_only'),
    }),
  )
  .max(100);
export type SiteSourcesInput = z.infer<typeof siteSourcesSchema>;

/** The storage note of one binding: what is kept, where, who reads it, for how long, how it goes, what if it is down. */
export const storageNotesSchema = z
  .array(
    z.strictObject({
      kind: z.enum(['d1', 'r2']),
      kept: clearable(2000).optional(),
      location: clearable(2000).optional(),
      readers: clearable(2000).optional(),
      retention: clearable(2000).optional(),
      removal: clearable(2000).optional(),
      outage: clearable(2000).optional(),
    }),
  )
  .max(2);
export type StorageNotesInput = z.infer<typeof storageNotesSchema>;
