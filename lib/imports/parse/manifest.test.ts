import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBuildCopy, normalizePath, siteRootOf } from './manifest-path';
import { parseManifest, type ParsedManifest } from './manifest';

const fixtures = join(import.meta.dirname, '../../../tests/fixtures/manifests');
const repositories = readdirSync(fixtures).sort();
const now = new Date('2026-11-21T12:00:00Z');
const id = 'appgprj_6aa5ada5bdf881918585b302961a4dfa';

const read = (content: string | Uint8Array, path = 'crm/.openai/hosting.json') => parseManifest(path, content, now);
function manifestOf(content: string | Uint8Array): ParsedManifest {
  const result = read(content);
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.manifest;
}
function refusalOf(content: string | Uint8Array, path?: string) {
  const result = read(content, path);
  if (result.ok) throw new Error('was accepted');
  return result.refusals;
}

describe('real manifests', () => {
  it('all arrive with the bindings that stand in them', () => {
    expect(repositories).toHaveLength(46);
    for (const repository of repositories) {
      const path = `${repository}/.openai/hosting.json`;
      const bytes = readFileSync(join(fixtures, path));
      const result = parseManifest(path, bytes, now);
      if (!result.ok) throw new Error(JSON.stringify(result.refusals));
      const raw: unknown = JSON.parse(bytes.toString());
      const { manifest } = result;
      expect(raw).toEqual({
        ...(manifest.projectId === undefined ? {} : { project_id: manifest.projectId }),
        ...(manifest.d1 === undefined ? {} : { d1: manifest.d1 }),
        ...(manifest.r2 === undefined ? {} : { r2: manifest.r2 }),
        ...(manifest.staticDirectory === undefined ? {} : { static: { directory: manifest.staticDirectory } }),
      });
      expect(manifest.extra).toEqual({});
      expect(manifest.siteRoot).toBe(repository);
      if (manifest.projectId !== undefined) expect(manifest.createdAt?.getUTCFullYear()).toBe(2026);
      expect(parseManifest(path, bytes.toString(), now)).toEqual(result);
    }
  });

  it('have the kinds of bindings that were counted', () => {
    const all = repositories.map((name) => manifestOf(readFileSync(join(fixtures, name, '.openai/hosting.json'))));
    expect(all.filter((one) => typeof one.d1 === 'string')).toHaveLength(13);
    expect(all.filter((one) => typeof one.r2 === 'string').map((one) => one.r2)).toEqual(['MARKET_CACHE', 'DATA']);
    expect(all.filter((one) => one.staticDirectory !== undefined)).toHaveLength(6);
    expect(all.filter((one) => one.projectId === undefined)).toHaveLength(3);
  });
});

describe('shapes', () => {
  it('tells an absent binding from a null one', () => {
    expect(manifestOf('{}')).toEqual({ path: 'crm/.openai/hosting.json', siteRoot: 'crm', extra: {} });
    expect(manifestOf('{"d1":null}')).toHaveProperty('d1', null);
    expect(manifestOf('{"d1":null}')).not.toHaveProperty('r2');
    expect(manifestOf('{"static":null,"project_id":null}').extra).toEqual({});
  });

  it('keeps unknown keys, also beside the directory, without their secrets', () => {
    const manifest = manifestOf(
      JSON.stringify({ region: 'eu', static: { directory: 'out', spa: true }, build: { api_key: 'abc', env: [{ TOKEN: 'x', n: 1 }] }, siwc_bypass_bearer_token: 's3' }),
    );
    expect(manifest.extra).toEqual({
      region: 'eu',
      static: { spa: true },
      build: { api_key: '[dropped]', env: [{ TOKEN: '[dropped]', n: 1 }] },
      siwc_bypass_bearer_token: '[dropped]',
    });
    expect(manifest.staticDirectory).toBe('out');
  });

  it('keeps capabilities and is not moved by __proto__', () => {
    const manifest = manifestOf('{"capabilities":{"auth":["siwc"]},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    expect(manifest.capabilities).toEqual({ auth: ['siwc'] });
    expect(Object.keys(manifest.extra)).toEqual(['constructor']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('takes the time of creation only where it is plausible', () => {
    expect(manifestOf(JSON.stringify({ project_id: id })).createdAt).toEqual(new Date(0x6aa5ada5 * 1000));
    for (const hex of ['00000000', 'ffffffff', '6b100000']) {
      expect(manifestOf(JSON.stringify({ project_id: `appgprj_${hex}${'0'.repeat(24)}` }))).not.toHaveProperty('createdAt');
    }
  });

  it('takes CRLF, no final line break and any space around', () => {
    expect(manifestOf(`\r\n {"project_id":\t"${id}"}\r\n`).projectId).toBe(id);
  });
});

describe('refusals', () => {
  it.each([
    ['{"d1": "DB",}', /line 1, column 13/],
    ['{\n  "d1": DB\n}', /line 2, column 9/],
    ['', /empty/],
    ['{"d1": "DB"', /ends too early/],
    ['{"d1":null}}', /follows after the end/],
    ["{'d1': null}", /double quotes/],
    ['{"d1":null,"d1":"DB"}', /twice.*line 1, column 12/],
    [`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`, /nested deeper/],
    ['['.repeat(30_000), /nested deeper/],
    ['[]', /not a JSON object/],
    ['null', /not a JSON object/],
    ['"x"', /not a JSON object/],
    ['\ufeff{}', /byte order mark/],
    ['x'.repeat(5 * 1024 * 1024), /larger than 64 KiB/],
    [`{"a":"${'é'.repeat(40_000)}"}`, /larger than 64 KiB/],
    [new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]), /byte order mark/],
    [new Uint8Array([0x7b, 0xff, 0x7d]), /not UTF-8/],
    [new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), /not UTF-8/],
  ])('of the whole file: %.30s', (content, reason) => {
    expect(refusalOf(content)).toEqual([{ path: 'crm/.openai/hosting.json', reason: expect.stringMatching(reason) as string }]);
  });

  it.each([
    ['project_id', { project_id: 42 }],
    ['project_id', { project_id: id.toUpperCase() }],
    ['project_id', { project_id: `${id}0` }],
    ['project_id', { project_id: '' }],
    ['d1', { d1: 1 }],
    ['d1', { d1: '' }],
    ['d1', { d1: ['DB'] }],
    ['r2', { r2: { binding: 'X' } }],
    ['r2', { r2: 'a\u0000b' }],
    ['r2', { r2: 'x'.repeat(129) }],
    ['static', { static: 'dist' }],
    ['static', { static: ['dist'] }],
    ['static.directory', { static: {} }],
    ['static.directory', { static: { directory: 3 } }],
    ['static.directory', { static: { directory: '../..' } }],
    ['static.directory', { static: { directory: '/etc' } }],
  ])('of the field %s: %j', (field, object) => {
    expect(refusalOf(JSON.stringify(object))).toEqual([expect.objectContaining({ path: 'crm/.openai/hosting.json', field })]);
  });

  it('names every bad field at once and quotes no value', () => {
    const refusals = refusalOf('{"project_id":"hunter2","d1":7,"static":"hunter2"}');
    expect(refusals.map(({ field }) => field)).toEqual(['project_id', 'd1', 'static']);
    expect(JSON.stringify(refusals)).not.toContain('hunter2');
  });

  it.each(['/etc/.openai/hosting.json', 'C:\\x\\hosting.json', '../x/.openai/hosting.json', 'a\\..\\..\\hosting.json', 'a\u0000/hosting.json', `${'a/'.repeat(600)}hosting.json`, '', 'a/package.json'])(
    'of the path %.40s',
    (path) => {
      expect(refusalOf('{}', path)).toHaveLength(1);
    },
  );
});

describe('paths', () => {
  it('become one form', () => {
    expect(normalizePath('./a\\\\b/./.openai/hosting.json')).toEqual({ ok: true, path: 'a/b/.openai/hosting.json' });
    expect(siteRootOf('a/b/.openai/hosting.json')).toBe('a/b');
    expect(siteRootOf('.openai/hosting.json')).toBe('');
    expect(siteRootOf('hosting.json')).toBe('');
  });

  it('tell build copies', () => {
    for (const folder of ['dist', 'a/dist', 'a/.next/standalone', 'node_modules/x', 'Build', 'out']) {
      expect(isBuildCopy(`${folder}/.openai/hosting.json`)).toBe(true);
    }
    for (const folder of ['', 'distance', 'a/builder']) expect(isBuildCopy(`${folder}/.openai/hosting.json`)).toBe(false);
  });
});

describe('any input', () => {
  const json = fc.jsonValue({ maxDepth: 5 });

  it('never throws, and reads as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), json.map((value) => JSON.stringify(value)), json.map((value) => JSON.stringify(value, null, 2)), mangled(json)), (text) => {
        const result = read(text);
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        if (!isJson) expect(result.ok).toBe(false);
        if (result.ok) expect(JSON.stringify(result.manifest)).toBeTypeOf('string');
        else for (const refusal of result.refusals) expect(refusal.reason).toMatch(/\.$/);
      }),
    );
  });

  it('never throws on bytes and paths', () => {
    fc.assert(fc.property(fc.uint8Array(), fc.string({ unit: 'binary' }), (bytes, path) => void parseManifest(path, bytes, now)));
  });

  it('lets no secret through, however deep', () => {
    const name = fc.constantFrom('siwc_bypass_bearer_token', 'apiKey', 'client-secret', 'PASSWORD', 'access_key', 'Authorization');
    fc.assert(
      fc.property(name, fc.array(fc.constantFrom('a', 'list', 'static', 'capabilities'), { maxLength: 6 }), json, (key, way, beside) => {
        let inner: unknown = { [key]: { nested: ['hunter2-hunter2'] }, other: beside, note: 'password=hunter2-hunter2', link: 'https://u:hunter2-hunter2@host/' };
        for (const step of way) inner = step === 'list' ? [inner] : { [step]: inner };
        const result = read(JSON.stringify({ capabilities: inner, x: inner, static: { directory: 'dist', more: inner } }));
        expect(result.ok).toBe(true);
        expect(JSON.stringify(result)).not.toContain('hunter2');
      }),
    );
  });
});

/** Valid JSON with one character taken out or changed. */
function mangled(json: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc.tuple(json, fc.nat(), fc.string({ maxLength: 1 })).map(([value, at, replacement]) => {
    const text = JSON.stringify({ value });
    const position = at % text.length;
    return text.slice(0, position) + replacement + text.slice(position + 1);
  });
}
