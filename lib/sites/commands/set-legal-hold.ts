import { z } from 'zod';
import { holdLegally } from '@/lib/domain/site-decisions';
import { prose, seenRevision } from '@/lib/domain/text';
import { siteCommand } from '../site-command';

/** Sets or lifts the legal hold. */
export const setLegalHold = siteCommand({
  name: 'site.set_legal_hold',
  input: z.strictObject({ siteId: z.uuid(), hold: z.boolean(), reason: prose(2000), revision: seenRevision }),
  decide: (loaded, input, { now }) => holdLegally(loaded, input, now),
});
