import { longUtcDate } from '@/lib/domain/utc-day';
import type { Notice } from '@/lib/notifications/write';
import type { DelegationView } from './list-delegations';

/** What both people of a delegation are told, but for the one who did it. */
export function delegationNotices({ id, from, to, startsAt, endsAt, reason }: DelegationView, by: { personId: string | null; name: string }, what: 'set' | 'ended'): Notice[] {
  const span = `from ${longUtcDate(new Date(startsAt))} to ${longUtcDate(new Date(endsAt))}`;
  const lines =
    what === 'set'
      ? [`${to.name} decides on requests in the place of ${from.name} ${span}: ${reason}`, 'Each decision says in whose place it was made. Nobody decides on a request or a Site of their own by it.']
      : [`${by.name} ended it. ${from.name} is asked alone again.`];
  return [from, to]
    .filter(({ id: personId }) => personId !== by.personId)
    .map((person) => ({
      personId: person.id,
      kind: 'alert',
      occasion: `delegation ${what} ${id}`,
      title: what === 'set' ? `${to.name} decides in the place of ${from.name}` : `${to.name} no longer decides in the place of ${from.name}`,
      message: { lines, action: { label: 'See delegations', href: '/settings/delegations' } },
    }));
}
