import { reactivate } from '@/lib/domain/person-decisions';
import { personCommand, personInput } from '../person-command';

/** Lets somebody back in. */
export const reactivatePerson = personCommand({
  name: 'person.reactivate',
  input: personInput,
  decide: (loaded, input) => reactivate(loaded, input),
});
