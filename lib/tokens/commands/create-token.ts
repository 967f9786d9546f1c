import { randomBytes } from 'node:crypto';
import { addDays } from 'date-fns';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { refuseField, type Refusal } from '@/lib/domain/refusal';
import type { DomainEvent } from '@/lib/domain/events';
import type { PersonRef } from '@/lib/domain/site';
import { line } from '@/lib/domain/text';
import { hashToken, tokenPrefix, type Scope } from '@/lib/gate/actor';
import { command } from '@/lib/gate/command';
import { findPerson } from '@/lib/people/find-person';

type NewToken = { id: string; token: string; personId: string; name: string; scopes: Scope[]; expiresAt: Date };

/** Makes a token for oneself or, as an admin, for somebody else. The answer is the only time that it is shown. */
export const createToken = command({
  name: 'token.create',
  input: z.strictObject({
    name: line(100),
    scopes: z.array(z.enum(['read', 'write'])).min(1, 'Choose at least one scope.').default(['read']),
    expiresInDays: z.int().min(1).max(365, 'At most 365 days.').default(90),
    person: z.uuid().optional(),
  }),
  load: async (tx, input, { actor }) => {
    const personId = input.person ?? actor.personId;
    return {
      person: personId === null ? null : await findPerson(tx, personId),
      fresh: { id: uuidv7(), token: `${tokenPrefix}${randomBytes(32).toString('base64url')}` },
    };
  },
  may: (actor, { person }) =>
    judge(person === null || person.id === actor.personId ? 'token.create' : 'token.create_for_other', roleStandings(actor)),
  decide: (
    { person, fresh }: { person: PersonRef | null; fresh: { id: string; token: string } },
    input,
    { actor, now },
  ): { token: NewToken; events: DomainEvent[] } | Refusal => {
    if (person === null) return refuseField('person', 'There is no person with this id.');
    if (!person.active) return refuseField('person', `${person.name} has left.`);
    const scopes = [...new Set(input.scopes)];
    const auditor = person.id === actor.personId && actor.roles.includes('auditor');
    if (auditor && scopes.includes('write')) return refuseField('scopes', 'Auditors change nothing, so their tokens only read.');
    const token = { ...fresh, personId: person.id, name: input.name, scopes, expiresAt: addDays(now, input.expiresInDays) };
    return {
      token,
      events: [
        {
          type: 'token.created',
          subject: { kind: 'token', id: token.id, name: token.name },
          data: { for: person.name, forId: person.id, scopes, expiresAt: token.expiresAt.toISOString() },
        },
      ],
    };
  },
  save: async (tx, _loaded, { token }, { actor, now }) => {
    await tx.apiToken.create({
      data: {
        id: token.id,
        personId: token.personId,
        createdById: actor.personId,
        name: token.name,
        hash: hashToken(token.token),
        prefix: token.token.slice(0, 8),
        scopes: token.scopes,
        createdAt: now,
        expiresAt: token.expiresAt,
      },
    });
    return { id: token.id, name: token.name, scopes: token.scopes, expiresAt: token.expiresAt.toISOString(), token: token.token };
  },
});
