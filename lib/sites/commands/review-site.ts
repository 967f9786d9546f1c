import { z } from 'zod';
import { review } from '@/lib/domain/site-decisions';
import { clearable, seenRevision } from '@/lib/domain/text';
import { siteCommand } from '../site-command';

/** Records that owner, audience, data sources and purpose still hold. */
export const reviewSite = siteCommand({
  name: 'site.review',
  input: z.strictObject({ siteId: z.uuid(), note: clearable(2000).optional(), revision: seenRevision }),
  decide: (loaded, input, { now }) => review(loaded, input, now),
});
