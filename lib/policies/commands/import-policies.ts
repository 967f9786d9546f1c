import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { isRefusal } from '@/lib/domain/refusal';
import { command } from '@/lib/gate/command';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { longestFile } from '../policy-file';
import { lockPolicies, readKeptPolicies } from '../policy-row';
import { why } from '../policy-command';
import { decidePolicyFile, loadPolicyFile, reportOf } from '../plan-policy-file';
import { writePolicies } from '../write';

/** Brings the policies to what a file says, or only tells what that would change. All of the file or nothing of it. */
export const importPolicies = command({
  name: 'policy.change',
  nameFor: ({ apply }) => (apply ? 'policy.change' : 'policy.list'),
  input: z.strictObject({
    yaml: z.string().min(1, 'The file is empty.').max(longestFile, 'At most 1,000,000 characters.'),
    /** Archives what the file does not name. */
    prune: z.boolean('Say true or false.').default(false),
    apply: z.boolean('Say true to apply it, or false.'),
    /** Why; kept with each version that it makes. */
    why: why.optional(),
  }),
  load: async (tx, { yaml, prune, apply }) => loadPolicyFile(tx, yaml, prune, apply ? await lockPolicies(tx) : await readKeptPolicies(tx)),
  may: (actor, _loaded, { apply }) => judge(apply ? 'policy.change' : 'policy.list', roleStandings(actor)),
  decide: (loaded, { apply, why: because }) => {
    const outcome = decidePolicyFile(loaded, because ?? 'Applied from a file', uuidv7);
    return isRefusal(outcome) ? outcome : { ...outcome, events: apply ? outcome.events : [], report: reportOf(loaded, apply) };
  },
  save: async (tx, _loaded, { report, ...outcome }, { actor, now }) => {
    if (report.applied) await writePolicies(tx, outcome, actor.personId, now);
    return report;
  },
});
