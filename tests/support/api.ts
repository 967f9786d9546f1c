import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { closeDatabase, openDatabase, type Database } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import type { Role } from '@/lib/domain/permissions';
import { hashToken, tokenPrefix, type Scope } from '@/lib/gate/actor';
import { startApp, type TestApp } from './app';
import { createTestDatabase, type TestDatabase } from './test-database';

/** A request to the API of the running application. */
export interface ApiCall {
  method?: string;
  token?: string;
  /** Sent as JSON, unless it is text or bytes already. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface ApiAnswer {
  status: number;
  headers: Headers;
  /** Parsed where it is JSON, else the text. */
  body: unknown;
}

export interface ApiPerson {
  id: string;
  email: string;
  name: string;
  roles: Role[];
  /** A token that may read and write. */
  token: string;
}

/** The running application on a database of its own, and what tests put into it past the gate. */
export interface ApiWorld {
  app: TestApp;
  db: Database;
  database: TestDatabase;
  /** Calls `/api/v1<path>`. */
  call(path: string, call?: ApiCall): Promise<ApiAnswer>;
  newPerson(roles?: Role[], more?: Partial<Prisma.PersonUncheckedCreateInput>): Promise<ApiPerson>;
  newToken(personId: string, more?: { scopes?: Scope[]; expiresAt?: Date; revokedAt?: Date }): Promise<string>;
  newSite(more?: NewSite): Promise<{ id: string; slug: string; revision: number }>;
  newRequest(request: NewRequest): Promise<{ id: string; revision: number }>;
  close(): Promise<void>;
}

/** Columns that differ from a live, approved-for-nobody Site; `people` makes its audience theirs. */
export type NewSite = Partial<Prisma.SiteUncheckedCreateInput> & { people?: string[] };

type NewRequest = {
  siteId: string;
  requester: Pick<ApiPerson, 'id'>;
  state?: 'pending' | 'changes_requested' | 'withdrawn';
  /** A transfer to this person; else a widening to the whole workspace. */
  to?: Pick<ApiPerson, 'id' | 'name' | 'email'>;
  /** A renewal beyond the longest lifetime. */
  renewal?: boolean;
};

const day = 24 * 60 * 60 * 1000;

export async function createApiWorld(env: Record<string, string> = {}): Promise<ApiWorld> {
  const database = await createTestDatabase();
  const db = openDatabase(database.url, { role: '', poolSize: 5 });
  const app = await startApp({ databaseUrl: database.url, env });
  const { prisma } = db;
  const newToken: ApiWorld['newToken'] = async (personId, { scopes = ['read', 'write'] as Scope[], expiresAt = new Date(Date.now() + day), revokedAt } = {}) => {
    const token = `${tokenPrefix}${randomBytes(32).toString('base64url')}`;
    const data = { personId, name: 'a test', hash: hashToken(token), prefix: token.slice(0, 8), scopes, expiresAt };
    await prisma.apiToken.create({ data: { ...data, revokedAt: revokedAt ?? null } });
    return token;
  };
  return {
    app,
    db,
    database,
    newToken,
    call: (path, call) => callApi(`${app.url}/api/v1${path}`, call),
    newPerson: async (roles = ['member'], more = {}) => {
      const id = uuidv7();
      const data = { id, email: `${id}@example.com`, name: `${roles.join(' ')} ${id.slice(-4)}`, roles, ...more };
      const { email, name } = await prisma.person.create({ data });
      return { id, email, name, roles, token: await newToken(id) };
    },
    newSite: async ({ people = [], ...more } = {}) => {
      const id = uuidv7();
      const created = await prisma.site.create({
        data: {
          id,
          slug: `site-${id}`,
          title: `Site ${id.slice(-6)}`,
          state: 'live',
          classification: 'team_internal',
          expiresAt: new Date(Date.now() + 20 * day),
          audience: people.length > 0 ? 'custom' : 'admins_only',
          ...more,
        },
      });
      if (people.length > 0) await prisma.siteAudiencePerson.createMany({ data: people.map((personId) => ({ siteId: id, personId })) });
      return created;
    },
    newRequest: ({ siteId, requester, state = 'pending', to, renewal = false }) =>
      prisma.request.create({
        data: {
          siteId,
          requesterId: requester.id,
          proposedOwnerId: to?.id ?? null,
          state,
          reason: 'A test asks.',
          ...(to !== undefined
            ? { kind: 'transfer', proposal: { to: { id: to.id, name: to.name, email: to.email }, from: null }, before: { none: true } }
            : renewal
              ? { kind: 'renewal', proposal: longRenewal, before: { expiresAt: null } }
              : { kind: 'widening', proposal: widening, before: { mode: 'admins_only', people: [], groups: [], reach: 1 } }),
          decidedAt: state === 'withdrawn' ? new Date() : null,
        },
      }),
    close: async () => {
      await app.stop();
      await closeDatabase(db);
      await database.drop();
    },
  };
}

const longRenewal = { expiresAt: new Date(Date.now() + 800 * day).toISOString(), expiresAtBefore: null, classification: 'team_internal', longestLifetimeDays: 365 };
const widening = { audience: { mode: 'workspace_all', people: [], groups: [], reach: null }, gains: 1 };

/** One HTTP request. Redirects are answers too. */
export async function callApi(url: string, { method = 'GET', token, body, headers = {} }: ApiCall = {}): Promise<ApiAnswer> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
  });
  // `text()` would take off a byte order mark, which is part of what a spreadsheet is sent.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? (JSON.parse(text) as unknown) : text };
}
