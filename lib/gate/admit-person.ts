import { v7 as uuidv7 } from 'uuid';
import type { DomainEvent } from '@/lib/domain/events';
import { record } from '@/lib/audit/record';
import type { Database, Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import type { Person } from '@/lib/db/generated/client';

type Claims = { issuer: string; subject: string; email: string | null; emailVerified: boolean | null; name: string | null };
export type Admitted = { id: string; personId: string; sessionVersion: number; name: string; email: string };
type Refused = { refused: 'NoEmail' | 'EmailNotVerified' | 'Deactivated' | 'OtherAccount' };

/**
 * Finds or makes the person behind an OpenID sign-in and records it. An e-mail that the provider calls unverified
 * never binds to somebody's record, and a record that is bound to one subject is never taken over by another.
 */
export function admitPerson(db: Database, claims: Claims, now: Date): Promise<Admitted | Refused> {
  return inTransaction(db, async (tx) => {
    const bound = await tx.person.findUnique({
      where: { oidcIssuer_oidcSubject: { oidcIssuer: claims.issuer, oidcSubject: claims.subject } },
    });
    if (bound !== null) return signIn(tx, bound, now, []);
    if (claims.email === null) return { refused: 'NoEmail' };
    if (claims.emailVerified === false) return { refused: 'EmailNotVerified' };
    const email = claims.email.toLowerCase();
    const binding = { oidcIssuer: claims.issuer, oidcSubject: claims.subject };
    const known = await tx.person.findUnique({ where: { email } });
    if (known !== null) {
      if (known.oidcSubject !== null) return { refused: 'OtherAccount' };
      if (known.deactivatedAt !== null) return { refused: 'Deactivated' };
      return signIn(tx, await tx.person.update({ where: { id: known.id }, data: binding }), now, []);
    }
    const created = await tx.person.create({
      data: { id: uuidv7(), email, name: (claims.name ?? email).slice(0, 200), roles: ['member'], createdAt: now, ...binding },
    });
    return signIn(tx, created, now, [{ type: 'person.created', subject: subjectOf(created), data: { from: 'sign-in' } }]);
  });
}

/** One click into the demo workspace; null for an address that has no active account. */
export function admitDemoPerson(db: Database, email: string, now: Date): Promise<Admitted | null> {
  return inTransaction(db, async (tx) => {
    const person = await tx.person.findUnique({ where: { email: email.toLowerCase() } });
    if (person === null) return null;
    const admitted = await signIn(tx, person, now, []);
    return 'refused' in admitted ? null : admitted;
  });
}

async function signIn(tx: Tx, person: Person, now: Date, before: DomainEvent[]): Promise<Admitted | Refused> {
  if (person.deactivatedAt !== null) return { refused: 'Deactivated' };
  await tx.person.update({ where: { id: person.id }, data: { lastSignedInAt: now } });
  const { id, name, email, roles, sessionVersion } = person;
  const actor = { kind: 'person' as const, personId: id, name, email, roles, via: 'ui', tokenId: null, correlationId: uuidv7() };
  await record(tx, [...before, { type: 'person.signed_in', subject: subjectOf(person) }], { actor, now });
  return { id, personId: id, sessionVersion, name, email };
}

function subjectOf({ id, name }: Person): NonNullable<DomainEvent['subject']> {
  return { kind: 'person', id, name };
}
