import { z } from 'zod';
import { archivePolicy as decide } from '@/lib/domain/policy-decisions';
import { seenRevision } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { mayChange, saveOne, why } from '../policy-command';
import { lockPolicy } from '../policy-row';

/** Puts a policy away: it is no longer asked. Its versions stay, and it can be restored. */
export const archivePolicy = command({
  name: 'policy.change',
  input: z.strictObject({ policyId: z.uuid(), why, revision: seenRevision }),
  load: (tx, { policyId }) => lockPolicy(tx, policyId),
  may: mayChange,
  decide: (policy, { revision, why: because }) => decide(policy, revision, { why: because, nameOf: (id) => id }),
  save: (tx, policy, outcome, context) => saveOne(tx, policy.id, [], outcome, context),
});
