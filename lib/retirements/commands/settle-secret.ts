import { z } from 'zod';
import { settleSecret as settle } from '@/lib/domain/settle-retirement';
import { clearable, line, seenRevision } from '@/lib/domain/text';
import { judgeOnSite } from '@/lib/domain/verdict';
import { witnessText } from '@/lib/domain/witness';
import { command } from '@/lib/gate/command';
import { readRetirement } from '../get-retirement';
import { lockRetirement } from '../load-retirement';
import { witnessOf } from '../witness-of';
import { saveSecret } from '../write';

/** Ticks a secret off as revoked where it was issued, or adds one that the Site's environment did not name. */
export const settleSecret = command({
  name: 'retirement.settle',
  input: z.strictObject({
    siteId: z.uuid(),
    /** The secret's name, never its value. */
    key: line(200),
    isRevoked: z.boolean(),
    /** What it gave access to. */
    powered: clearable(500).optional(),
    note: clearable(2000).optional(),
    revision: seenRevision,
  }),
  load: (tx, { siteId }, { actor }) => lockRetirement(tx, siteId, actor),
  may: (actor, { relations }) => judgeOnSite('retirement.settle', actor, relations),
  decide: (loaded, input) => settle(loaded, input),
  save: async (tx, { site, plan, relations }, outcome, { actor, now }) => {
    await saveSecret(tx, plan, outcome.secret, witnessText(witnessOf(actor, relations)), now);
    return readRetirement(tx, site.id);
  },
});
