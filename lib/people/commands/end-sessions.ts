import { endSessions as decide } from '@/lib/domain/person-decisions';
import { personCommand, personInput } from '../person-command';

/** Ends every open session of a person; they can sign in again. */
export const endSessions = personCommand({
  name: 'person.end_sessions',
  input: personInput,
  decide: (loaded, input) => decide(loaded, input),
});
