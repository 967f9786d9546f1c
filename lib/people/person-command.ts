import { z } from 'zod';
import type { PersonFacts, PersonOutcome } from '@/lib/domain/person-decisions';
import { type Operation } from '@/lib/domain/permissions';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Refusal } from '@/lib/domain/refusal';
import { prose } from '@/lib/domain/text';
import type { Tx } from '@/lib/db/client';
import { command, type Command, type Context } from '@/lib/gate/command';
import { ProblemError } from '@/lib/gate/problem';
import { listAdminIds } from './list-admin-ids';

type LoadedPerson = { person: PersonFacts; otherAdmins: number };
type PersonAnswer = { id: string; name: string; email: string; roles: string[]; active: boolean };

export const personInput = z.strictObject({ personId: z.uuid(), reason: prose(2000) });

/** A command on one person. Changes of admins take turns, so that two admins can't remove each other at once. */
export function personCommand<Schema extends z.ZodType<{ personId: string }>>(definition: {
  name: Operation;
  input: Schema;
  decide: (loaded: LoadedPerson, input: z.output<Schema>, context: Context) => PersonOutcome | Refusal;
  /** What follows from it, begun in the same transaction. */
  follow?: (tx: Tx, personId: string) => Promise<void>;
}): Command<Schema, LoadedPerson, PersonOutcome, PersonAnswer> {
  return command({
    name: definition.name,
    input: definition.input,
    load: (tx, { personId }) => lockPerson(tx, personId),
    may: (actor) => judge(definition.name, roleStandings(actor)),
    decide: definition.decide,
    save: async (tx, { person }, { patch }) => {
      const { count } = await tx.person.updateMany({
        where: { id: person.id, revision: person.revision },
        data: { ...patch, revision: person.revision + 1 },
      });
      if (count === 0) throw new ProblemError('stale', 'Somebody else changed this person a moment ago. Look again, then repeat.');
      await definition.follow?.(tx, person.id);
      const row = await tx.person.findUniqueOrThrow({ where: { id: person.id } });
      return { id: row.id, name: row.name, email: row.email, roles: row.roles, active: row.deactivatedAt === null };
    },
  });
}

async function lockPerson(tx: Tx, personId: string): Promise<LoadedPerson | null> {
  await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${personId}::uuid OR 'admin' = ANY (roles) ORDER BY id FOR UPDATE`;
  const row = await tx.person.findUnique({ where: { id: personId } });
  if (row === null) return null;
  const otherAdmins = (await listAdminIds(tx)).filter((id) => id !== row.id).length;
  return {
    person: {
      id: row.id,
      name: row.name,
      email: row.email,
      roles: row.roles,
      active: row.deactivatedAt === null,
      sessionVersion: row.sessionVersion,
      revision: row.revision,
    },
    otherAdmins,
  };
}
