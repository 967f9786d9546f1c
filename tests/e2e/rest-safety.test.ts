import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiWorld, type ApiPerson, type ApiWorld } from '../support/api';
import { signInToDemo } from '../support/cookie-jar';

let world: ApiWorld;
let admin: ApiPerson;
beforeAll(async () => {
  world = await createApiWorld();
  admin = await world.newPerson(['admin']);
});
afterAll(() => world.close());

describe('a session in a cookie', () => {
  const create = async (headers: Record<string, string>) => world.call('/sites', { method: 'POST', body: { title: 'By cookie' }, headers });

  it('reads from anywhere, and changes only from our own pages', async () => {
    const jar = await signInToDemo(world.app.url, admin.email);
    const cookie = jar.header();
    expect((await world.call('/me', { headers: { cookie } })).body).toMatchObject({ id: admin.id });

    for (const origin of [undefined, 'null', 'https://evil.example', `${world.app.url}.evil.example`, 'http://localhost:1', 'nonsense']) {
      const { status, body } = await create({ cookie, ...(origin === undefined ? {} : { origin }) });
      expect(status, origin).toBe(403);
      expect(body).toMatchObject({ detail: expect.stringContaining('own pages') as string });
    }
    expect(await world.db.prisma.site.count()).toBe(0);
    expect((await create({ cookie, origin: world.app.url })).status).toBe(201);
  });

  it('ends at the next request when the person is deactivated or their sessions are ended', async () => {
    for (const end of [{ deactivatedAt: new Date() }, { sessionVersion: 2 }]) {
      const person = await world.newPerson();
      const cookie = (await signInToDemo(world.app.url, person.email)).header();
      expect((await world.call('/me', { headers: { cookie } })).status).toBe(200);
      await world.db.prisma.person.update({ where: { id: person.id }, data: end });
      expect((await world.call('/me', { headers: { cookie } })).status).toBe(401);
      const page = await fetch(`${world.app.url}/sites`, { headers: { cookie }, redirect: 'manual' });
      expect([page.status, page.headers.get('location') ?? '']).toEqual([307, expect.stringContaining('/sign-in?callbackUrl=%2Fsites')]);
    }
  });

  it('that was forged or changed is none', async () => {
    const jar = await signInToDemo(world.app.url, admin.email);
    expect(jar.has('siteward.session')).toBe(true);
    for (const cookie of ['siteward.session=x', 'siteward.session=', jar.header().replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')).replace(/siteward\.session=.{5}/, 'siteward.session=AAAAA')]) {
      expect((await world.call('/me', { headers: { cookie } })).status).toBe(401);
    }
  });

  it('is HttpOnly and SameSite, and behind TLS bound to this host and Secure', async () => {
    const session = async (headers: Record<string, string>): Promise<string> => {
      const csrf = await fetch(`${world.app.url}/api/auth/csrf`, { headers });
      const { csrfToken } = (await csrf.json()) as { csrfToken: string };
      const cookie = csrf.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
      const body = new URLSearchParams({ csrfToken, email: admin.email });
      const answer = await fetch(`${world.app.url}/api/auth/callback/demo`, { method: 'POST', redirect: 'manual', headers: { ...headers, cookie }, body });
      return answer.headers.getSetCookie().find((line) => line.includes('siteward.session=')) ?? '';
    };
    expect(await session({})).toMatch(/^siteward\.session=.*; Path=\/; .*HttpOnly; SameSite=Lax$/);
    expect(await session({ 'x-forwarded-proto': 'https' })).toMatch(/^__Host-siteward\.session=.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
  });
});

describe('security headers', () => {
  it.each(['/sign-in', '/sites', '/nothing-here', '/api/auth/providers', '/healthz'])('%s has them', async (path) => {
    const { headers } = await fetch(`${world.app.url}${path}`, { redirect: 'manual' });
    const policy = headers.get('content-security-policy') ?? '';
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
    expect(scripts).toMatch(/^'nonce-[\w+/=]{20,}' 'strict-dynamic'$/);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it.each(['/api/v1/me', '/api/v1/openapi.json', '/api/v1/nothing-here', '/api/v1/sites?q=%25'])('%s has those of an answer that is no page', async (path) => {
    const { headers } = await fetch(`${world.app.url}${path}`);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
    const secure = await fetch(`${world.app.url}${path}`, { headers: { 'x-forwarded-proto': 'https' } });
    expect(secure.headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
  });

  it('give every page a nonce of its own, which all of its scripts carry', async () => {
    const seen = new Set<string>();
    for (let time = 0; time < 3; time += 1) {
      const page = await fetch(`${world.app.url}/sign-in`);
      const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1] ?? '';
      seen.add(nonce);
      const scripts = (await page.text()).match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
    }
    expect(seen.size).toBe(3);
  });

  it('ask for TLS where the visitor came by it', async () => {
    const { headers } = await fetch(`${world.app.url}/sign-in`, { headers: { 'x-forwarded-proto': 'https' } });
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
    expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
  });
});

describe('the probes', () => {
  const probe = async (path: string) => {
    const answer = await fetch(`${world.app.url}${path}`);
    return [answer.status, ((await answer.json()) as { status: string }).status];
  };

  it('say that the process runs, and whether it can serve', async () => {
    expect(await probe('/healthz')).toEqual([200, 'ok']);
    expect(await probe('/readyz')).toEqual([200, 'ready']);

    const owner = new pg.Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    try {
      const migration = "migration_name = (SELECT max(migration_name) FROM _prisma_migrations)";
      await owner.query(`UPDATE _prisma_migrations SET finished_at = NULL WHERE ${migration}`);
      expect(await probe('/readyz')).toEqual([503, 'not ready']);
      expect(await probe('/healthz')).toEqual([200, 'ok']);
      await owner.query(`UPDATE _prisma_migrations SET finished_at = now() WHERE ${migration}`);
      expect(await probe('/readyz')).toEqual([200, 'ready']);
    } finally {
      await owner.end();
    }
  });
});
