import { v7 as uuidv7 } from 'uuid';
import { setDelegation as set } from '@/lib/domain/delegation';
import { setDelegationInput } from '@/lib/domain/request-inputs';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { notify } from '@/lib/notifications/write';
import { loadDelegates } from '../load-delegates';
import { delegationNotices } from '../delegation-notices';
import { readDelegation } from '../list-delegations';
import { requesterOf } from '../requester';

/** Lets somebody decide in one's place while one is away; an admin can arrange it for others. */
export const setDelegation = command({
  name: 'delegation.set',
  input: setDelegationInput,
  load: async (tx, input, { actor, now }) => {
    const span = { from: input.person ?? requesterOf(actor), to: input.to, startsAt: input.startsAt ?? now, endsAt: input.endsAt };
    return { ...(await loadDelegates(tx, span)), span, newId: uuidv7() };
  },
  may: (actor, { span }) => {
    const verdict = judge('delegation.set', roleStandings(actor));
    const own = span.from === actor.personId || actor.roles.includes('admin');
    return !verdict.allowed || own ? verdict : { allowed: false, hidden: false, reason: 'Only an admin can let somebody decide in another person’s place.' };
  },
  decide: (loaded, { reason }, { now }) => {
    const outcome = set(loaded, { ...loaded.span, reason }, loaded.newId, now);
    return 'events' in outcome ? { ...outcome, reason } : outcome;
  },
  save: async (tx, { span, newId }, { reason }, { actor, now }) => {
    await tx.delegation.create({ data: { id: newId, fromId: span.from, toId: span.to, startsAt: span.startsAt, endsAt: span.endsAt, reason, createdAt: now } });
    const view = await readDelegation(tx, newId, now);
    await notify(tx, delegationNotices(view, actor, 'set'), now);
    return view;
  },
});
