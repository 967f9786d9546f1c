import { addDays } from 'date-fns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actorOfSession, actorOfToken } from '@/lib/gate/actor';
import { admitDemoPerson, admitPerson } from '@/lib/gate/admit-person';
import { deactivatePerson } from '@/lib/people/commands/deactivate-person';
import { endSessions } from '@/lib/people/commands/end-sessions';
import { reactivatePerson } from '@/lib/people/commands/reactivate-person';
import { setRoles } from '@/lib/people/commands/set-roles';
import { createToken } from '@/lib/tokens/commands/create-token';
import { revokeToken } from '@/lib/tokens/commands/revoke-token';
import { now, World } from '../support/world';

let world: World;
let personId: string;
let person: { id: string; email: string };
let made = 0;
beforeAll(async () => {
  world = await World.create(4);
});
afterAll(() => world.close());
beforeEach(async () => {
  made += 1;
  person = await world.db.prisma.person.create({ data: { email: `new${made}@example.com`, name: 'Nia New' } });
  personId = person.id;
});

const origin = { via: 'rest', correlationId: 'request-7' } as const;
const reason = 'Because.';
const session = (sessionVersion = 1) => actorOfSession(world.db, { personId, sessionVersion }, origin);

describe('a session', () => {
  it('is its person, with today’s roles', async () => {
    expect(await session()).toEqual({
      kind: 'person', personId, name: 'Nia New', email: person.email, roles: ['member'], scopes: ['read', 'write'], via: 'rest', tokenId: null, correlationId: 'request-7',
    });
  });

  it('ends when the person is deactivated, and stays ended when they come back', async () => {
    await world.run(deactivatePerson, { personId, reason }, 'ada');
    for (const version of [1, 2]) expect(await session(version)).toBeNull();
    await world.run(reactivatePerson, { personId, reason }, 'ada');
    expect(await session(1)).toBeNull();
    expect(await session(2)).not.toBeNull();
  });

  it('ends when it is ended, and with the roles it was opened with', async () => {
    await world.run(endSessions, { personId, reason }, 'ada');
    expect(await session(1)).toBeNull();
    await world.run(setRoles, { personId, roles: ['reviewer'], reason }, 'ada');
    expect(await session(2)).toBeNull();
    expect(await session(3)).toMatchObject({ roles: ['reviewer'] });
  });

  it('of nobody, or from the future, is none', async () => {
    expect(await session(2)).toBeNull();
    expect(await actorOfSession(world.db, { personId: '01900000-0000-7000-8000-000000000000', sessionVersion: 1 }, origin)).toBeNull();
  });
});

describe('a token', () => {
  const make = (scopes: ('read' | 'write')[] = ['read']) => world.run(createToken, { name: 'CI', scopes, expiresInDays: 10, person: personId }, 'ada');
  const use = (token: string, at = now) => actorOfToken(world.db, token, at, origin);

  it('is its person, with its own scopes', async () => {
    const { token, id } = await make(['read']);
    expect(await use(token)).toMatchObject({ personId, scopes: ['read'], tokenId: id, via: 'rest' });
    expect(await use((await make(['write', 'read'])).token)).toMatchObject({ scopes: ['write', 'read'] });
  });

  it('ends at its expiry, and not a moment before', async () => {
    const { token } = await make();
    const end = addDays(now, 10);
    expect(await use(token, new Date(end.getTime() - 1))).not.toBeNull();
    expect(await use(token, end)).toBeNull();
  });

  it('ends when it is revoked', async () => {
    const { token, id } = await make();
    await world.run(revokeToken, { tokenId: id }, 'ada');
    expect(await use(token)).toBeNull();
  });

  it('ends with its person', async () => {
    const { token } = await make();
    await world.run(deactivatePerson, { personId, reason }, 'ada');
    expect(await use(token)).toBeNull();
  });

  it('that was never made is none, and neither is its hash', async () => {
    const { token, id } = await make();
    const { hash } = await world.db.prisma.apiToken.findUniqueOrThrow({ where: { id } });
    for (const wrong of ['', 'swd_', `${token}x`, token.slice(0, -1), hash, `swd_${hash}`, token.toUpperCase()]) expect(await use(wrong), wrong).toBeNull();
  });

  it('notes its use once a minute', async () => {
    const { token, id } = await make();
    const used = async () => (await world.db.prisma.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt;
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    for (const [seconds, noted] of [[0, 0], [60, 0], [61, 61]] as const) {
      await use(token, at(seconds));
      expect(await used()).toEqual(at(noted));
    }
  });
});

describe('signing in', () => {
  const claims = { issuer: 'https://login.example.com', subject: '', email: '', emailVerified: true as boolean | null, name: 'Nia New' };
  const admit = (given: Partial<typeof claims> = {}) => admitPerson(world.db, { ...claims, subject: `sub-${made}`, email: person.email, ...given }, now);

  it('binds a known address to the subject, records it, and knows the subject from then on', async () => {
    expect(await admit({ email: person.email.toUpperCase() })).toMatchObject({ personId, sessionVersion: 1 });
    expect(await admit({ email: 'renamed@example.com' })).toMatchObject({ personId });
    expect(await world.db.prisma.auditEvent.count({ where: { actorId: personId, type: 'person.signed_in' } })).toBe(2);
  });

  it('never binds an unverified address, no address, or a record of another subject', async () => {
    expect(await admit({ emailVerified: false })).toEqual({ refused: 'EmailNotVerified' });
    expect(await admitPerson(world.db, { ...claims, subject: 'none', email: null }, now)).toEqual({ refused: 'NoEmail' });
    await admit();
    expect(await admit({ subject: 'somebody else' })).toEqual({ refused: 'OtherAccount' });
  });

  it('makes a member of somebody new', async () => {
    const admitted = await admit({ subject: `fresh-${made}`, email: `Fresh${made}@example.com` });
    if ('refused' in admitted) throw new Error(admitted.refused);
    expect(await world.db.prisma.person.findUniqueOrThrow({ where: { id: admitted.personId } })).toMatchObject({ email: `fresh${made}@example.com`, roles: ['member'] });
  });

  it('is refused to who was deactivated, known or not yet bound', async () => {
    await world.run(deactivatePerson, { personId, reason }, 'ada');
    expect(await admit()).toEqual({ refused: 'Deactivated' });
    expect(await admitDemoPerson(world.db, person.email, now)).toBeNull();
    await world.run(reactivatePerson, { personId, reason }, 'ada');
    expect(await admit()).toMatchObject({ personId });
    await world.run(deactivatePerson, { personId, reason }, 'ada');
    expect(await admit()).toEqual({ refused: 'Deactivated' });
  });
});
