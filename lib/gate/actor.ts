import { createHash } from 'node:crypto';
import type { Role } from '@/lib/domain/permissions';
import type { Subject } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';

export type Scope = 'read' | 'write';
/** From where somebody acts; the audit event says so. */
export type Via = 'ui' | 'rest' | 'shell' | 'job';

/** Who acts, resolved once at the gate. The system (`personId: null`) acts from the shell and from jobs. */
export type Actor = Subject & {
  kind: 'person' | 'system';
  name: string;
  email: string | null;
  roles: readonly Role[];
  scopes: readonly Scope[];
  via: Via;
  tokenId: string | null;
  /** One id for everything that one request caused: log, audit events, problem answer. */
  correlationId: string;
};

type Origin = { via: Via; correlationId: string };

/** The shell and jobs: acts as an admin, under the name of what runs. */
export function systemActor(name: string, { via, correlationId }: Origin): Actor {
  return {
    kind: 'system',
    personId: null,
    name,
    email: null,
    roles: ['admin'],
    scopes: ['read', 'write'],
    via,
    tokenId: null,
    correlationId,
  };
}

/**
 * The person of a session, or null when the session was revoked: the person was deactivated, or the version
 * that the session was opened with has been counted up since.
 */
export async function actorOfSession(
  db: Reader,
  session: { personId: string; sessionVersion: number },
  origin: Origin,
): Promise<Actor | null> {
  const person = await db.person.findUnique({ where: { id: session.personId } });
  if (person === null || person.deactivatedAt !== null || person.sessionVersion !== session.sessionVersion) return null;
  return personActor(person, ['read', 'write'], null, origin);
}

export const tokenPrefix = 'swd_';

/** What is stored of a token. A token has 256 random bits, so a plain hash can't be searched. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The person of an API token, or null when it is unknown, expired, revoked, or its person deactivated. */
export async function actorOfToken(db: Reader, token: string, now: Date, origin: Origin): Promise<Actor | null> {
  if (!token.startsWith(tokenPrefix)) return null;
  const found = await db.apiToken.findUnique({ where: { hash: hashToken(token) }, include: { person: true } });
  if (found === null || found.revokedAt !== null || found.expiresAt <= now || found.person.deactivatedAt !== null) {
    return null;
  }
  // Once a minute is enough to see that a token is in use; each request writing the same row would queue them.
  if (found.lastUsedAt === null || now.getTime() - found.lastUsedAt.getTime() > 60_000) {
    await db.apiToken.updateMany({ where: { id: found.id }, data: { lastUsedAt: now } });
  }
  return personActor(found.person, found.scopes, found.id, origin);
}

function personActor(
  person: { id: string; name: string; email: string; roles: Role[] },
  scopes: readonly Scope[],
  tokenId: string | null,
  { via, correlationId }: Origin,
): Actor {
  return {
    kind: 'person',
    personId: person.id,
    name: person.name,
    email: person.email,
    roles: person.roles,
    scopes,
    via,
    tokenId,
    correlationId,
  };
}
