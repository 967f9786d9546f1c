import { z } from 'zod';
import { roles } from '@/lib/domain/permissions';
import { setRoles as decide } from '@/lib/domain/person-decisions';
import { personCommand, personInput } from '../person-command';

/** Gives and takes roles; open sessions end with the old ones. */
export const setRoles = personCommand({
  name: 'person.set_roles',
  input: personInput.extend({ roles: z.array(z.enum(roles)).min(1, 'At least one role.').max(roles.length) }),
  decide: (loaded, input) => decide(loaded, input),
});
