import { deactivate } from '@/lib/domain/person-decisions';
import { personCommand, personInput } from '../person-command';

/** Takes somebody out of the workspace; their sessions and tokens stop at the next request. */
export const deactivatePerson = personCommand({
  name: 'person.deactivate',
  input: personInput,
  decide: (loaded, input, { actor, now }) => deactivate(loaded, input, actor.personId, now),
});
