import { z } from 'zod';
import { keep } from '@/lib/domain/keep-site';
import { prose, seenRevision } from '@/lib/domain/text';
import { siteCommand } from '../site-command';

/** Says that a Site is still needed though nobody visits it; inactivity counts anew from here. */
export const keepSite = siteCommand({
  name: 'site.keep',
  input: z.strictObject({ siteId: z.uuid(), reason: prose(2000), revision: seenRevision }),
  decide: (loaded, input, { now }) => keep(loaded, input, now),
});
