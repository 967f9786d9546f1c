import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '@/lib/gate/problem';
import { createApiWorld, type ApiAnswer, type ApiCall, type ApiPerson, type ApiWorld } from '../support/api';

let world: ApiWorld;
let admin: ApiPerson;
beforeAll(async () => {
  world = await createApiWorld();
  admin = await world.newPerson(['admin']);
});
afterAll(() => world.close());

const call = (path: string, more: ApiCall = {}) => world.call(path, { token: admin.token, ...more });

function expectProblem({ status, headers, body }: ApiAnswer, wanted: number, ...paths: string[]): void {
  expect(status, JSON.stringify(body)).toBe(wanted);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('cache-control')).toBe('no-store');
  const problem = problemSchema.parse(body);
  expect(problem).toMatchObject({ status: wanted, requestId: headers.get('x-request-id') });
  expect(problem.detail.length).toBeGreaterThan(10);
  if (paths.length > 0) expect(problem.errors?.map(({ path }) => path)).toEqual(paths);
}

describe('a body that is wrong', () => {
  it.each<[string, ApiCall, number, string[]]>([
    ['an unknown field', { body: { title: 'One', colour: 'red' } }, 400, ['colour']],
    ['a wrong type', { body: { title: 7 } }, 400, ['title']],
    ['a missing field', { body: {} }, 400, ['title']],
    ['two wrong fields', { body: { title: '', classification: 'secret' } }, 400, ['title', 'classification']],
    ['an item of a list', { body: { title: 'One', dataSources: [{ id: 'x' }] } }, 400, ['dataSources[0].id']],
    ['a control character', { body: { title: 'One', liveUrl: 'https://example.com/\u0000' } }, 400, ['liveUrl']],
    ['half a character', { body: '{"title":"\\ud800"}' }, 400, ['title']],
    ['a date that is none', { body: { title: 'One', expiresAt: '2027-02-30' } }, 400, ['expiresAt']],
    ['a rule of the record', { body: { title: 'One', expiresAt: '2020-01-01' } }, 422, ['expiresAt']],
    ['broken JSON', { body: '{"title":' }, 400, []],
    ['no object', { body: '[]' }, 400, []],
    ['another content type', { body: 'title=One', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, []],
    ['a charset that is none', { body: new Uint8Array([0x7b, 0xff, 0x7d]) }, 400, []],
    ['more than a megabyte', { body: { title: 'x'.repeat(1024 * 1024) } }, 413, []],
    ['a broken Idempotency-Key', { body: { title: 'One' }, headers: { 'idempotency-key': 'with a space' } }, 400, ['Idempotency-Key']],
  ])('%s', async (_what, more, status, paths) => {
    expectProblem(await call('/sites', { method: 'POST', ...more }), status, ...paths);
    expect(await world.db.prisma.site.count({ where: { title: { in: ['One', ''] } } })).toBe(0);
  });

  it('too large without saying so first', async () => {
    const chunk = new Uint8Array(64 * 1024).fill(32);
    let sent = 0;
    const body = new ReadableStream({ pull: (stream) => ((sent += 1) > 40 ? stream.close() : stream.enqueue(chunk)) });
    const init = { method: 'POST', body, duplex: 'half', headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' } } as RequestInit;
    expect((await fetch(`${world.app.url}/api/v1/sites`, init)).status).toBe(413);
  });

  it('names the place inside an audience', async () => {
    const { id } = await world.newSite({ ownerId: admin.id });
    const narrow = (audience: unknown) => call(`/sites/${id}/narrow`, { method: 'POST', body: { audience } });
    expectProblem(await narrow({ mode: 'custom', people: [admin.id, 'nobody'] }), 400, 'audience.people[1]');
    expectProblem(await narrow({ mode: 'public' }), 400, 'audience.mode');
    expectProblem(await narrow({ mode: 'custom' }), 400, 'audience.people');
    expectProblem(await narrow({ mode: 'custom', groups: ['019f0000-0000-7000-8000-000000000000'] }), 422, 'audience.groups[0]');
  });

  it('of an import is refused as a whole only when it is no import', async () => {
    expectProblem(await call('/imports/manifests', { method: 'POST', body: { items: [] } }), 400, 'apply');
    expectProblem(await call('/imports/manifests', { method: 'POST', body: { apply: true, items: [{ path: 'x' }] } }), 400, 'items[0].content');
    expectProblem(await call('/imports/manifests?apply=yes', { method: 'POST', body: 'PK', headers: { 'content-type': 'application/zip' } }), 400, 'apply');
    expectProblem(await call('/imports/csv', { method: 'POST', body: {} }), 415);
    const { status, body } = await call('/imports/manifests?apply=true', { method: 'POST', body: 'no zip', headers: { 'content-type': 'application/zip' } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ created: 0, refused: [{ reason: expect.stringContaining('not a zip') as string }] });
  });
});

describe('a query that is wrong', () => {
  it.each<[string, string, ...string[]]>([
    ['an unknown filter', '/sites?colour=red', 'colour'],
    ['an unknown value', '/sites?state=live,flying', 'state[1]'],
    ['an unknown condition', '/sites?condition=boring', 'condition[0]'],
    ['an owner who doesn’t exist', '/sites?owner=nobody@example.com', 'owner'],
    ['a department that doesn’t exist', '/sites?department=Nowhere', 'department'],
    ['a source that doesn’t exist', '/sites?source=nothing', 'source'],
    ['a sort key that doesn’t exist', '/sites?sort=-colour', 'sort'],
    ['a field twice', '/sites?state=live&state=draft', 'state'],
    ['a control character', '/sites?department=%00', 'department'],
    ['a limit too large', '/sites?limit=201', 'limit'],
    ['a limit too small', '/people?limit=0', 'limit'],
    ['a limit that is no number', '/requests?limit=many', 'limit'],
    ['a request state', '/requests?state=open', 'state[0]'],
    ['an event type', '/audit/events?type=site.eaten', 'type'],
    ['a year that no database has', '/audit/events?from=0000-01-01', 'from'],
    ['a format', '/sites/export?format=xlsx', 'format'],
    ['something for an operation that takes nothing', '/me?verbose=1', 'verbose'],
  ])('%s', async (_what, path, ...paths) => {
    expectProblem(await call(path), 400, ...paths);
  });

  it('on a change is told where it belongs', async () => {
    expectProblem(await call('/sites?title=One', { method: 'POST', body: {} }), 400, 'title');
  });

  it.each(['/sites/%', '/sites/%ED%A0%80', '/%c3'])('an address that is no UTF-8: %s', async (path) => {
    const { status, headers, body } = await call(path);
    expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(problemSchema.parse(body).status).toBe(400);
  });

  it('a path that leads nowhere', async () => {
    for (const path of ['/sites/nothing', '/sites/%00', '/sites/019f0000-0000-7000-8000-000000000000', '/nothing', '/sites/a/b/c']) {
      const answer = await call(path);
      expectProblem(answer, path === '/sites/%00' ? 400 : 404);
    }
    expectProblem(await call('/nothing', { method: 'POST', body: {} }), 404);
    expectProblem(await call('/sites/crm/renew', { method: 'POST', body: { expiresAt: '2027-01-01', reason: 'x' } }), 400, 'siteId');
  });
});

describe('cursors', () => {
  type Page = { items: { id: string }[]; next: string | null };
  const page = async (path: string): Promise<Page> => (await call(path)).body as Page;
  const decoded = (cursor: string): { b: string; k: unknown[] } => JSON.parse(Buffer.from(cursor, 'base64url').toString()) as { b: string; k: unknown[] };
  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  beforeAll(async () => {
    for (let number = 0; number < 3; number += 1) {
      const site = await world.newSite({ ownerId: admin.id });
      await world.newRequest({ siteId: site.id, requester: admin });
      await world.db.prisma.group.create({ data: { name: `Group ${number}` } });
      await call(`/sites/${site.id}/review`, { method: 'POST', body: {} });
    }
  });

  it.each(['/sites?limit=1', '/sites?limit=1&sort=-expiresAt', '/requests?limit=1', '/people?limit=1', '/groups?limit=1', '/audit/events?limit=1'])(
    'of %s: broken, foreign and tampered ones are refused',
    async (path) => {
      await world.newPerson();
      const { next } = await page(path);
      expect(next).not.toBeNull();
      const known = decoded(next ?? '');
      const tampered = [null, {}, 'x', '\u0000', -1, 1.5, 'not-a-date', '9'.repeat(400)].flatMap((value) =>
        known.k.map((_, index) => encoded({ ...known, k: known.k.map((key, at) => (at === index ? value : key)) })),
      );
      const foreign = decoded((await page(path.startsWith('/people') ? '/sites?limit=1' : '/people?limit=1')).next ?? '');
      const broken = ['x', '', '%00', encoded({}), encoded(null), encoded(foreign), encoded({ ...known, b: foreign.b }), encoded({ ...known, k: [...known.k, 1] }), encoded({ ...known, k: [] })];
      for (const cursor of broken) expectProblem(await call(`${path}&cursor=${cursor}`), 400, 'cursor');
      for (const cursor of tampered) {
        const answer = await call(`${path}&cursor=${cursor}`);
        // A text where a text belongs can't be told from a real one; it is a place in the list like any other.
        if (answer.status !== 200) expectProblem(answer, 400, 'cursor');
      }
      expect((await call(`${path}&cursor=${next ?? ''}`)).status).toBe(200);
    },
  );

  it('are bound to their sort and their filters', async () => {
    const { next } = await page('/sites?limit=1&state=live&sort=title');
    for (const other of ['/sites?limit=1&state=live&sort=-title', '/sites?limit=1&state=live', '/sites?limit=1&state=draft&sort=title', '/sites?limit=1&sort=title']) {
      expectProblem(await call(`${other}&cursor=${next ?? ''}`), 400, 'cursor');
    }
    expect((await call(`/sites?limit=2&state=live&sort=title&cursor=${next ?? ''}`)).status).toBe(200);
  });
});

describe('the request id', () => {
  it('is the same in header, problem and audit event, and the caller’s own where it is one', async () => {
    const { id } = await world.newSite({ ownerId: admin.id });
    const reviewed = await call(`/sites/${id}/review`, { method: 'POST', body: {}, headers: { 'x-request-id': 'my-own-request.1' } });
    expect(reviewed.headers.get('x-request-id')).toBe('my-own-request.1');
    const event = await world.db.prisma.auditEvent.findFirstOrThrow({ where: { siteId: id } });
    expect(event.correlationId).toBe('my-own-request.1');
    expect(JSON.parse(event.body)).toMatchObject({ correlationId: 'my-own-request.1', via: 'rest', actor: { id: admin.id } });

    const refused = await call(`/sites/${id}/review`, { method: 'POST', body: { colour: 1 }, headers: { 'x-request-id': '<script>' } });
    const own = refused.headers.get('x-request-id');
    expect(own).toMatch(/^[\w-]{8,64}$/);
    expectProblem(refused, 400, 'colour');
  });
});
