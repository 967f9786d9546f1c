import { endDelegation as end } from '@/lib/domain/delegation';
import { endDelegationInput } from '@/lib/domain/request-inputs';
import { hidden, judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { notify } from '@/lib/notifications/write';
import { delegationNotices } from '../delegation-notices';
import { readDelegation } from '../list-delegations';
import { lockDelegation } from '../load-delegates';

/** Ends a delegation before its time: either of the two can, and an admin. */
export const endDelegation = command({
  name: 'delegation.set',
  input: endDelegationInput,
  load: (tx, { delegationId }) => lockDelegation(tx, delegationId),
  may: (actor, { from, to }) => {
    const verdict = judge('delegation.set', roleStandings(actor));
    const isTheirs = from.id === actor.personId || to.id === actor.personId || actor.roles.includes('admin');
    return !verdict.allowed || isTheirs ? verdict : hidden;
  },
  decide: (loaded, _input, { now }) => end(loaded, now),
  save: async (tx, { id }, _outcome, { actor, now }) => {
    await tx.delegation.update({ where: { id }, data: { revokedAt: now } });
    const view = await readDelegation(tx, id, now);
    await notify(tx, delegationNotices(view, actor, 'ended'), now);
    return view;
  },
});
