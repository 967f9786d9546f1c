import { createHash } from 'node:crypto';
import type { Role } from '@/lib/domain/permissions';
import type { Subject } from '@/lib/domain/verdict';
import type { Database } from '@/lib/db/client';

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

type PersonRow = { id: string; name: string; email: string; roles: Role[] };

/**
 * The person of a session, or null when the session was revoked: the person was deactivated, or the version
 * that the session was opened with has been counted up since.
 */
export async function actorOfSession(
  { pool }: Pick<Database, 'pool'>,
  session: { personId: string; sessionVersion: number },
  origin: Origin,
): Promise<Actor | null> {
  // Prepared, like the token's: every request begins with one of the two.
  const { rows } = await pool.query<PersonRow>({
    name: 'actor_of_session',
    text: `SELECT id::text, name, email, roles::text[] AS roles FROM person WHERE id = $1::uuid AND session_version = $2 AND deactivated_at IS NULL`,
    values: [session.personId, session.sessionVersion],
  });
  return rows[0] === undefined ? null : personActor(rows[0], ['read', 'write'], null, origin);
}

export const tokenPrefix = 'swd_';

/** What is stored of a token. A token has 256 random bits, so a plain hash can't be searched. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The person of an API token, or null when it is unknown, expired, revoked, or its person deactivated. */
export async function actorOfToken({ pool }: Pick<Database, 'pool'>, token: string, now: Date, origin: Origin): Promise<Actor | null> {
  if (!token.startsWith(tokenPrefix)) return null;
  const { rows } = await pool.query<PersonRow & { tokenId: string; scopes: Scope[]; isFresh: boolean }>({
    name: 'actor_of_token',
    text: `SELECT p.id::text, p.name, p.email, p.roles::text[] AS roles, t.id::text AS "tokenId", t.scopes::text[] AS scopes,
                  coalesce(t.last_used_at >= $2::timestamptz - interval '1 minute', false) AS "isFresh"
             FROM api_token t JOIN person p ON p.id = t.person_id
            WHERE t.hash = $1 AND t.revoked_at IS NULL AND t.expires_at > $2::timestamptz AND p.deactivated_at IS NULL`,
    values: [hashToken(token), now],
  });
  const [found] = rows;
  if (found === undefined) return null;
  // Once a minute is enough to see that a token is in use; each request writing the same row would queue them.
  if (!found.isFresh) await pool.query('UPDATE api_token SET last_used_at = $2 WHERE id = $1::uuid', [found.tokenId, now]);
  return personActor(found, found.scopes, found.tokenId, origin);
}

/** A person who acts, with the roles of this moment. */
export function personActor(
  person: PersonRow,
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
