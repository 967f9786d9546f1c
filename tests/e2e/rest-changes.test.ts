import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiWorld, type ApiCall, type ApiPerson, type ApiWorld } from '../support/api';

let world: ApiWorld;
let owner: ApiPerson;
let reviewers: ApiPerson[];
beforeAll(async () => {
  world = await createApiWorld({ LOG_LEVEL: 'info' });
  owner = await world.newPerson();
  reviewers = await Promise.all([1, 2, 3, 4].map(() => world.newPerson(['reviewer'])));
});
afterAll(() => world.close());

const call = (path: string, more: ApiCall = {}) => world.call(path, { token: owner.token, ...more });

describe('versions of a Site', () => {
  it('are its ETag and its revision; a change that saw an older one is refused and says so', async () => {
    const { id } = await world.newSite({ ownerId: owner.id });
    const seen = await call(`/sites/${id}`);
    expect(seen.headers.get('etag')).toBe('"1"');
    expect(seen.body).toMatchObject({ revision: 1 });

    const first = await call(`/sites/${id}`, { method: 'PATCH', body: { purpose: 'One' }, headers: { 'if-match': '"1"' } });
    expect(first.status).toBe(200);
    expect(first.headers.get('etag')).toBe('"2"');

    const late = await call(`/sites/${id}`, { method: 'PATCH', body: { purpose: 'Two' }, headers: { 'if-match': '"1"' } });
    expect(late.status).toBe(412);
    expect(late.body).toMatchObject({ type: 'urn:siteward:problem:precondition-failed', currentRevision: 2 });
    const also = await call(`/sites/${id}/review`, { method: 'POST', body: { revision: 1 } });
    expect(also.status).toBe(409);
    expect(also.body).toMatchObject({ type: 'urn:siteward:problem:stale', currentRevision: 2 });
    expect((await call(`/sites/${id}`)).body).toMatchObject({ purpose: 'One', revision: 2 });

    for (const match of ['"2"', 'W/"3"', '*']) {
      expect((await call(`/sites/${id}`, { method: 'PATCH', body: { purpose: match }, headers: { 'if-match': match } })).status, match).toBe(200);
    }
    expect((await call(`/sites/${id}`, { method: 'PATCH', body: { purpose: 'x' }, headers: { 'if-match': 'abc' } })).status).toBe(400);
  });

  it('of eight changes at once that saw the same one, one is made', async () => {
    const { id } = await world.newSite({ ownerId: owner.id });
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => call(`/sites/${id}`, { method: 'PATCH', body: { purpose: `Purpose ${index}`, revision: 1 } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
    expect(await world.db.prisma.auditEvent.count({ where: { siteId: id } })).toBe(1);
  });
});

describe('Idempotency-Key', () => {
  const create = (title: string, key: string, token = owner.token) => call('/sites', { method: 'POST', token, body: { title }, headers: { 'idempotency-key': key } });

  it('makes one Site of many equal posts at once, and each gets the same answer', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => create('Made once', 'key-1')));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    expect(await world.db.prisma.site.count({ where: { title: 'Made once' } })).toBe(1);
    expect((await create('Made once', 'key-1')).body).toEqual(answers[0]?.body);
  });

  it('is one’s own, belongs to one request, and a refused post doesn’t use it up', async () => {
    await create('Another', 'key-2');
    const other = await create('Something else', 'key-2');
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ detail: expect.stringContaining('Idempotency-Key') as string });
    expect((await create('Mine', 'key-2', (await world.newPerson()).token)).status).toBe(201);

    expect((await create('', 'key-3')).status).toBe(400);
    expect((await create('Now well', 'key-3')).status).toBe(201);
    expect(await world.db.prisma.site.count({ where: { title: 'Something else' } })).toBe(0);
  });
});

describe('32 decisions on one request at once', () => {
  it('come to one outcome and 31 refusals that say why; the chain stays whole', async () => {
    const { id: siteId } = await world.newSite({ ownerId: owner.id, classification: 'company_wide' });
    const asked = await call(`/sites/${siteId}/widening`, { method: 'POST', body: { audience: { mode: 'workspace_all' }, reason: 'All need it.' } });
    expect(asked.status).toBe(201);
    const request = asked.body as { id: string; revision: number };

    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) =>
        call(`/requests/${request.id}/decide`, {
          method: 'POST',
          token: reviewers[index % reviewers.length]?.token ?? '',
          body: { decision: index % 3 === 0 ? 'reject' : 'approve', revision: request.revision, note: `Answer ${index}` },
        }),
      ),
    );

    const [won, ...others] = answers.filter(({ status }) => status === 200);
    expect(others).toEqual([]);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(31);
    const { state } = won?.body as { state: 'approved' | 'rejected' };
    for (const { body } of refused) expect(body).toMatchObject({ detail: expect.stringContaining(`closed: ${state} by`) as string, state });

    expect(await world.db.prisma.decision.count({ where: { requestId: request.id } })).toBe(1);
    const site = (await call(`/sites/${siteId}`)).body as { audience: string };
    expect(site.audience).toBe(state === 'approved' ? 'workspace_all' : 'admins_only');
    const events = await world.db.prisma.auditEvent.findMany({ where: { siteId }, orderBy: { seq: 'asc' } });
    expect(events.map(({ type }) => type)).toEqual(['request.submitted', ...(state === 'approved' ? ['request.approved', 'site.audience_widened'] : ['request.rejected'])]);
    const { body } = await call('/audit/verify', { token: reviewers[0]?.token ?? '' });
    expect(body).toMatchObject({ intact: true, broken: null });
  });

  it('that rest on a revision which the Site has left behind are refused with what changed', async () => {
    const { id } = await world.newSite({ ownerId: owner.id });
    const request = (await call(`/sites/${id}/widening`, { method: 'POST', body: { audience: { mode: 'workspace_all' }, reason: 'All.' } })).body as { id: string; revision: number };
    await call(`/sites/${id}`, { method: 'PATCH', body: { purpose: 'Reads payroll now' } });

    const { status, body } = await call(`/requests/${request.id}/decide`, { method: 'POST', token: reviewers[0]?.token ?? '', body: { decision: 'approve', revision: request.revision } });

    expect(status).toBe(409);
    expect(body).toMatchObject({ currentRevision: request.revision + 1, changedSince: [expect.stringContaining('edited the record (purpose)') as string] });
  });
});

describe('the log', () => {
  it('tells requests by their id and holds no secret of a feed, no token and no body', async () => {
    const admin = await world.newPerson(['admin']);
    const secrets = ['siwcBypassToken0123456789', 'value-of-an-environment-key'];
    const projectId = `appgprj_68f00000${'c'.repeat(24)}`;
    const feed = {
      apply: true,
      sites: [{ id: projectId, title: 'A Site', access_mode: 'public', siwc_bypass_bearer_token: secrets[0], environment: { entries: [{ key: 'K', value: secrets[1], is_secret: true }] } }],
    };
    expect((await call('/imports/feed', { method: 'POST', token: admin.token, body: feed, headers: { 'x-request-id': 'import-of-the-log' } })).body).toMatchObject({ created: 1 });
    await call('/me', { token: `${admin.token}x` });

    await expect.poll(() => world.app.output()).toContain('import-of-the-log');
    for (const secret of [...secrets, admin.token, owner.token]) expect(world.app.output().includes(secret)).toBe(false);
    expect(world.app.output()).not.toMatch(/"level":(50|60)/);
  });
});
