import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '@/lib/openapi/operations';
import { createApiWorld, type ApiWorld } from '../support/api';
import { cases } from '../support/api-cases';
import { castOf, type Cast } from '../support/api-walk';

let world: ApiWorld;
let cast: Cast;
beforeAll(async () => {
  world = await createApiWorld();
  cast = await castOf(world);
});
afterAll(() => world.close());

const nested = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 'deep');
const nastyText = fc.oneof(
  fc.constantFrom('', ' ', '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', '🦊'.repeat(300), 'x'.repeat(70_000), '%', '%00', "'; DROP TABLE site; --", '${7*7}', '__proto__', 'constructor', 'NaN', 'null'),
  fc.constantFrom('0000-01-01', '-000001-01-01T00:00:00Z', '9999-12-31T23:59:59-14:00', '2027-02-29', '+275760-09-13T00:00:00Z', '1e400', '9'.repeat(400), '-1', '0x10', '00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', ',,,', '-', 'none', 'me'),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const nasty = fc.oneof(
  nastyText,
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, -0, 1e308, 2 ** 31, 2 ** 53, [], {}, [null], nested(40), nested(500), { length: 1e9 }, [{ id: {} }]),
  fc.jsonValue({ maxDepth: 4 }),
);
/** Bodies that no object becomes when it is written as JSON. */
const raw = fc.constantFrom('', 'null', '[]', '"x"', '{"revision":1e400}', '{"revision":-0}', '{"title":"a","title":"b"}', '{"__proto__":{"x":1}}', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, '{"title":"\\ud800"}', '\ufeff{}', '{');

/** As a browser would send it; half a character is sent as the bytes that it would have. */
const inAddress = (text: string): string => (/[\ud800-\udfff]/.test(text) && !text.includes('🦊') ? '%ED%A0%80' : encodeURIComponent(text.slice(0, 3000)));

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
  it('answers whatever it is sent, and never with an error of its own', async () => {
    const [way] = cases[id] ?? [];
    const prepared = await way?.prepare(world, cast, cast.admin);
    if (prepared === undefined) throw new Error(`${id} has no case`);
    const fields = [...Object.keys(operation.input.shape), 'apply', 'items', 'sites', 'cursor', 'limit', 'q', 'unknown'];
    const changes = fc.dictionary(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...fields) }, { weight: 1, arbitrary: nastyText }), nasty, { minKeys: 1, maxKeys: 3 });
    const query = fc.array(fc.tuple(fc.constantFrom(...fields), nastyText), { maxLength: 3 });
    const headers = fc.record({ 'if-match': fc.constantFrom('*', '"1"', '"999999999"', 'x', ''), 'idempotency-key': fc.constantFrom('k', 'é'.repeat(3), '"', 'x'.repeat(300)), 'content-type': fc.constantFrom('application/json', 'text/csv', 'application/zip', 'text/plain', 'application/json; charset=utf-16', '') }, { requiredKeys: [] });
    const segment = fc.option(nastyText, { nil: undefined, freq: 4 });
    const call = fc.record({ body: fc.oneof({ weight: 4, arbitrary: changes }, { weight: 1, arbitrary: raw }), query, headers, segment });

    await fc.assert(
      fc.asyncProperty(call, async ({ body, query: pairs, headers: sent, segment: odd }) => {
        const [path = ''] = prepared.path.split('?');
        const named = odd === undefined || !operation.path.includes('{') ? path : path.replace(/[0-9a-f-]{36}/, inAddress(odd));
        const search = operation.method === 'GET' || operation.media !== undefined ? pairs.map(([key, value]) => `${key}=${inAddress(value)}`).join('&') : '';
        const valid = typeof prepared.call?.body === 'object' ? prepared.call.body : {};
        const whole = typeof body === 'string' ? body : JSON.stringify({ ...valid, ...body });
        const answer = await world.call(`${named}${search === '' ? '' : `?${search}`}`, {
          method: operation.method,
          token: cast.admin.token,
          headers: Object.fromEntries(Object.entries(sent).filter(([, value]) => /^[\x20-\x7e]*$/.test(value))),
          ...(operation.method === 'GET' ? {} : { body: whole }),
        });
        expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
        if (answer.status >= 400) expect(answer.headers.get('content-type')).toBe('application/problem+json');
      }),
      { numRuns: 25 },
    );
  });
});

it('the log has no error in it', () => {
  expect(world.app.output()).not.toMatch(/"level":(50|60)|UnhandledPromiseRejection|TypeError/);
});
