import { z } from 'zod';
import { checksumSchema } from '@/lib/domain/checksum';
import { settleExport as settle, substantial } from '@/lib/domain/settle-retirement';
import { line, seenRevision } from '@/lib/domain/text';
import { judgeOnSite } from '@/lib/domain/verdict';
import { witnessText } from '@/lib/domain/witness';
import { command } from '@/lib/gate/command';
import { readRetirement } from '../get-retirement';
import { lockRetirement } from '../load-retirement';
import { witnessOf } from '../witness-of';
import { updateExport } from '../write';

/** Notes where the data of a D1 or R2 binding went, or why nobody needs it any more. */
export const settleExport = command({
  name: 'retirement.settle',
  input: z.strictObject({
    siteId: z.uuid(),
    kind: z.enum(['d1', 'r2']),
    decision: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('exported'), location: line(2000), checksum: checksumSchema }),
      z.strictObject({ outcome: z.literal('waived'), reason: substantial }),
    ]),
    revision: seenRevision,
  }),
  load: (tx, { siteId }, { actor }) => lockRetirement(tx, siteId, actor),
  may: (actor, { relations }) => judgeOnSite('retirement.settle', actor, relations),
  decide: (loaded, { kind, decision, revision }) => settle(loaded, { kind, ...decision, revision }),
  save: async (tx, { site, plan, relations }, outcome, { actor, now }) => {
    await updateExport(tx, plan, outcome.export, witnessText(witnessOf(actor, relations)), now);
    return readRetirement(tx, site.id);
  },
});
