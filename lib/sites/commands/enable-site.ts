import { z } from 'zod';
import { allowed, judgeOnSite } from '@/lib/domain/verdict';
import { isSecurityReason } from '@/lib/domain/disable-reason';
import { enable } from '@/lib/domain/site-decisions';
import { clearable, seenRevision } from '@/lib/domain/text';
import { siteCommand } from '../site-command';

/** Opens a disabled Site again. After a security reason that takes more than its owner. */
export const enableSite = siteCommand({
  name: 'site.enable',
  input: z.strictObject({ siteId: z.uuid(), note: clearable(2000).optional(), revision: seenRevision }),
  alsoMay: (actor, { site, relations }) =>
    site.disabled !== null && isSecurityReason(site.disabled.reason)
      ? judgeOnSite('site.enable_after_security', actor, relations)
      : allowed,
  asks: () => ({ trigger: 're_enable' }),
  decide: (loaded, input, { now }) => enable(loaded, input, now),
});
