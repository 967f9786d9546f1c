import { z } from 'zod';
import { judgeDisable } from '@/lib/domain/disable-reason';
import { disableReasons } from '@/lib/domain/site';
import { disable } from '@/lib/domain/site-decisions';
import { clearable, seenRevision } from '@/lib/domain/text';
import { siteCommand } from '../site-command';

/** Closes a Site to everyone but its owner and admins. */
export const disableSite = siteCommand({
  name: 'site.disable',
  input: z.strictObject({
    siteId: z.uuid(),
    reason: z.enum(disableReasons),
    note: clearable(2000).optional(),
    revision: seenRevision,
  }),
  alsoMay: (actor, { relations }, { reason }) => judgeDisable(reason, actor, relations),
  decide: (loaded, input, { now }) => disable(loaded, input, now),
});
