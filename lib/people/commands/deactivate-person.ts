import { deactivate } from '@/lib/domain/person-decisions';
import { enqueue } from '@/lib/jobs/queue';
import { personCommand, personInput } from '../person-command';

/** Takes somebody out of the workspace; their sessions and tokens stop at the next request, and their Sites are handed over. */
export const deactivatePerson = personCommand({
  name: 'person.deactivate',
  input: personInput,
  decide: (loaded, input, { actor, now }) => deactivate(loaded, input, actor.personId, now),
  follow: (tx, personId) => enqueue(tx, 'hand-over-sites', { personId }, { key: personId }),
});
