import { z } from 'zod';
import { audienceSchema } from '@/lib/domain/audience-schema';
import { judgeOnSite } from '@/lib/domain/verdict';
import { narrow } from '@/lib/domain/site-decisions';
import { prose, seenRevision } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { loadAudienceChange } from '../load-audience-change';
import { saveSite } from '../site-command';

/** Lets fewer people in, at once and without a review. */
export const narrowSite = command({
  name: 'site.narrow',
  input: z.strictObject({
    siteId: z.uuid(),
    audience: audienceSchema,
    reason: prose(2000).optional(),
    revision: seenRevision,
  }),
  load: (tx, input, { actor }) => loadAudienceChange(tx, input.siteId, input.audience, actor),
  may: (actor, { relations }) => judgeOnSite('site.narrow', actor, relations),
  decide: (loaded, input) => loaded.problem ?? narrow(loaded, input),
  save: saveSite,
});
