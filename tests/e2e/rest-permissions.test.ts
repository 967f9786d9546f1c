import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissions } from '@/lib/domain/permissions';
import type { Operation } from '@/lib/gate/http';
import { problemSchema } from '@/lib/gate/problem';
import { operations } from '@/lib/openapi/operations';
import { createApiWorld, type ApiAnswer, type ApiWorld } from '../support/api';
import { cases } from '../support/api-cases';
import { answersNotFound, castOf, notFoundDetail, subjects, verdictOf, type Cast } from '../support/api-walk';

/*
 * The walk of the permission table, over HTTP against the running application: the forbidden paths of every operation
 * (createSite editSite transferSite renewSite narrowSite nameSuccessor requestWidening disableSite enableSite reviewSite
 * setLegalHold decideRequest withdrawRequest importManifests importFeed importCsv), computed from the table.
 */
let world: ApiWorld;
let cast: Cast;
beforeAll(async () => {
  world = await createApiWorld();
  cast = await castOf(world);
});
afterAll(() => world.close());

function expectAnswer(operation: Operation, { status, body }: ApiAnswer): void {
  expect(status, JSON.stringify(body)).toBe(operation.status);
  if (operation.answers !== undefined) return;
  // Parsing drops what the document doesn't name: nothing may be dropped, nothing may be missing.
  expect(operation.answer.parse(body)).toEqual(body);
}

function expectProblem({ status, headers, body }: ApiAnswer, wanted: number, detail?: string): void {
  expect(status, JSON.stringify(body)).toBe(wanted);
  expect(headers.get('content-type')).toBe('application/problem+json');
  const problem = problemSchema.parse(body);
  expect(problem).toMatchObject({ status: wanted, requestId: headers.get('x-request-id') });
  if (detail !== undefined) expect(problem.detail).toBe(detail);
}

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
  const ways = (cases[id] ?? []).map((way) => [way.needs.join(' and '), way] as const);

  it('is walked', () => {
    expect(ways.length).toBeGreaterThan(0);
  });

  it.each(ways)('as %s is what the table says to everybody', async (_needs, way) => {
    await Promise.all(
      subjects.map(async (name) => {
        const subject = cast[name];
        const prepared = await way.prepare(world, cast, subject);
        const verdict = verdictOf(way, prepared, subject);

        const answer = await world.call(prepared.path, { ...prepared.call, token: subject.token });

        const wanted = verdict.allowed ? operation.status : answersNotFound(way, verdict) ? 404 : 403;
        expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBe(wanted);
        if (verdict.allowed) expectAnswer(operation, answer);
        else expectProblem(answer, wanted, wanted === 404 ? notFoundDetail : verdict.reason);
      }),
    );
  });

  it.each(ways)('as %s is for nobody without a valid token', async (_needs, way) => {
    const gone = await world.newPerson(['admin'], { deactivatedAt: new Date() });
    const prepared = await way.prepare(world, cast, gone);
    const tokens = {
      none: undefined,
      unknown: `swd_${'x'.repeat(43)}`,
      'of another kind': 'Zm9v',
      revoked: await world.newToken(cast.admin.id, { revokedAt: new Date() }),
      expired: await world.newToken(cast.admin.id, { expiresAt: new Date(Date.now() - 1000) }),
      'of a deactivated person': gone.token,
    };
    for (const [kind, token] of Object.entries(tokens)) {
      // From an address of its own, for guessing is limited by address.
      const headers = { ...prepared.call?.headers, 'x-forwarded-for': `${id} ${kind}` };
      const answer = await world.call(prepared.path, { ...prepared.call, headers, ...(token === undefined ? {} : { token }) });
      expect(answer.status, kind).toBe(401);
      expectProblem(answer, 401);
      expect(answer.headers.get('www-authenticate'), kind).toBe('Bearer');
    }
  });

  it.each(ways)('as %s with a token that only reads', async (_needs, way) => {
    const subject = way.needs[0] === 'request.decide_transfer' ? cast.proposed : cast.admin;
    const prepared = await way.prepare(world, cast, subject);

    const answer = await world.call(prepared.path, { ...prepared.call, token: await world.newToken(subject.id, { scopes: ['read'] }) });

    if (way.writes !== true && !way.needs.some((permission) => permissions[permission].changes)) return expectAnswer(operation, answer);
    expectProblem(answer, 403);
    expect(answer.body).toMatchObject({ detail: expect.stringContaining('no write scope') as string });
  });
});

describe('lists and exports', () => {
  it('show each person exactly the Sites that the table lets them see, and the record to those it names', async () => {
    const [getSite] = cases.getSite ?? [];
    for (const name of subjects) {
      const subject = cast[name];
      const prepared = await getSite?.prepare(world, cast, subject);
      if (prepared === undefined) throw new Error('getSite is not walked');
      const id = prepared.path.split('/').at(-1) ?? '';
      const { slug, title } = await world.db.prisma.site.findUniqueOrThrow({ where: { id } });
      const visible = verdictOf({ needs: ['site.get'] }, prepared, subject).allowed;
      const whole = verdictOf({ needs: ['site.get_record'] }, prepared, subject).allowed;

      const listed = await world.call(`/sites?q=${encodeURIComponent(title)}`, subject);
      expect(idsOf(listed), name).toEqual(visible ? [id] : []);
      for (const format of ['csv', 'jsonl']) {
        const { body } = await world.call(`/sites/export?format=${format}`, subject);
        expect(String(body).includes(id), `${name} ${format}`).toBe(visible);
      }
      for (const by of [id, slug]) {
        const { status, body } = await world.call(`/sites/${by}`, subject);
        expect(status, name).toBe(visible ? 200 : 404);
        if (visible) expect((body as { record: unknown }).record !== null, `the record for the ${name}`).toBe(whole);
      }
    }
  });

  it('show each person exactly the requests that the table lets them see', async () => {
    for (const way of cases.getRequest ?? []) {
      for (const name of subjects) {
        const prepared = await way.prepare(world, cast, cast[name]);
        const id = prepared.path.split('/').at(-1) ?? '';
        const { siteId } = await world.db.prisma.request.findUniqueOrThrow({ where: { id } });
        const listed = await world.call(`/requests?state=pending&site=${siteId}`, cast[name]);
        expect(idsOf(listed), name).toEqual(verdictOf(way, prepared, cast[name]).allowed ? [id] : []);
      }
    }
  });

  it('say of each action what the server then does', async () => {
    const operationOf = { edit: 'site.edit', renew: 'site.renew', narrow: 'site.narrow', disable: 'site.disable', review: 'site.review', set_legal_hold: 'site.set_legal_hold' } as const;
    const [getSite] = cases.getSite ?? [];
    let seen = 0;
    for (const name of subjects) {
      const prepared = (await getSite?.prepare(world, cast, cast[name])) ?? { path: '' };
      const { status, body } = await world.call(prepared.path, cast[name]);
      if (status !== 200) continue;
      seen += 1;
      const { actions } = body as { actions: Record<string, unknown> };
      for (const [action, operation] of Object.entries(operationOf)) {
        const verdict = verdictOf({ needs: [operation] }, prepared, cast[name]);
        expect(actions[action], `${action} for the ${name}`).toEqual({ allowed: verdict.allowed, reason: verdict.allowed ? null : verdict.reason });
      }
    }
    expect(seen).toBe(subjects.length - 1);
  });
});

function idsOf({ body }: ApiAnswer): string[] {
  return (body as { items: { id: string }[] }).items.map(({ id }) => id);
}
