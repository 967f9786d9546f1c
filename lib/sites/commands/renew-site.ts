import { z } from 'zod';
import { instant, prose, seenRevision } from '@/lib/domain/text';
import { renew } from '@/lib/domain/site-decisions';
import { siteCommand } from '../site-command';

/** Moves the expiry date on, within the longest lifetime of the Site's classification. */
export const renewSite = siteCommand({
  name: 'site.renew',
  input: z.strictObject({ siteId: z.uuid(), expiresAt: instant, reason: prose(2000), revision: seenRevision }),
  asks: ({ expiresAt }) => ({ trigger: 'renew', expiresAt }),
  decide: (loaded, input, { now }) => renew(loaded, input, now),
});
