import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runQuery } from '@/lib/gate/query';
import { walkCheckouts } from '@/lib/imports/parse/checkouts';
import type { ManifestItem } from '@/lib/imports/parse/manifest-item';
import { readManifestZip } from '@/lib/imports/parse/zip';
import { listSites } from '@/lib/sites/list-sites';
import { createImportWorld, fixtureItems, manifestFolder, now, zipOf, type ImportWorld } from '../support/import-world';

let world: ImportWorld;
beforeEach(async () => {
  world = await createImportWorld();
});
afterEach(() => world.close());

const projectId = (digit: string): string => `appgprj_68f00000${digit.repeat(24)}`;

async function walked(folder: string): Promise<ManifestItem[]> {
  const items: ManifestItem[] = [];
  for await (const find of walkCheckouts(folder)) if (find.kind === 'manifest') items.push(find.item);
  return items;
}

async function identities(): Promise<string[]> {
  const sites = await world.db.prisma.site.findMany({ orderBy: { id: 'asc' } });
  return sites.map(({ id, projectId: project, repository, manifestPath }) => `${id} ${project ?? `${repository} ${manifestPath}`}`);
}

describe('the real manifests', () => {
  it('all arrive as drafts for owner and admins only, incomplete, with exactly the bindings that they name', async () => {
    const items = fixtureItems();
    const report = await world.manifests(items, true);

    expect(report).toMatchObject({ applied: true, created: 46, changed: 0, unchanged: 0, refused: [], ignored: [] });
    const sites = await world.db.prisma.site.findMany({ include: { bindings: true } });
    const found = sites.map((site) => ({
      place: `${site.repository}/${site.manifestPath}`,
      id: site.projectId,
      bindings: site.bindings.map(({ kind, name }) => `${kind} ${name}`).sort(),
      directory: site.staticDirectory,
    }));
    const wanted = items.map((item) => {
      const manifest = JSON.parse(item.content) as { project_id?: string; d1?: string | null; r2?: string | null; static?: { directory: string } };
      return {
        place: item.path,
        id: manifest.project_id ?? null,
        bindings: (['d1', 'r2'] as const).flatMap((kind) => (manifest[kind] == null ? [] : [`${kind} ${manifest[kind]}`])),
        directory: manifest.static?.directory ?? null,
      };
    });
    const byPlace = (a: { place: string }, b: { place: string }): number => (a.place < b.place ? -1 : 1);
    expect(found.sort(byPlace)).toEqual(wanted.sort(byPlace));
    expect(found.filter(({ bindings }) => bindings.length > 0).length).toBeGreaterThan(10);

    const { items: listed } = await runQuery(listSites, { limit: 200, condition: 'incomplete' }, world.admin, { db: world.db, now });
    expect(listed).toHaveLength(46);
    for (const site of listed) {
      expect(site).toMatchObject({ state: 'draft', audience: 'admins_only', observedAudience: null, owner: null, department: null, expiresAt: null });
      expect(site.missing, site.title).toEqual(['owner', 'department', 'expiry', 'data_source_note']);
      expect(site.completeness).toBe(20);
    }
    for (const site of sites) {
      const made = site.projectId === null ? null : new Date(Number.parseInt(site.projectId.slice(8, 16), 16) * 1000);
      expect(site.builtAt, site.slug).toEqual(made);
    }
  });

  it('imported again, in whatever form, change nothing: no event, no revision', async () => {
    const items = fixtureItems();
    await world.manifests(items, true);
    const before = await world.dump();
    const zip = await readManifestZip(await zipOf(items));

    for (const again of [items, zip.items, await walked(manifestFolder)]) {
      expect(await world.manifests(again, true)).toMatchObject({ created: 0, changed: 0, unchanged: 46, refused: [] });
    }

    expect(await world.dump()).toBe(before);
  });

  it('imported twice at once are created once', async () => {
    const reports = await Promise.all([1, 2, 3].map(() => world.manifests(fixtureItems(), true)));

    expect(reports.map(({ created }) => created).sort()).toEqual([0, 0, 46]);
    expect(await world.db.prisma.site.count()).toBe(46);
  });
});

describe('a tree with more around the manifests', () => {
  let folder: string;
  const files = {
    'crm/.openai/hosting.json': `{"project_id":"${projectId('a')}","d1":"DB","r2":null,"theme":{"color":"red"}}`,
    'crm/README.md': '# Renewal desk\n\nShows which contracts end this quarter.\n',
    'crm/.env.example': 'CRM_URL=\nCRM_API_TOKEN=never-stored-value\n',
    'crm/dist/.openai/hosting.json': `{"project_id":"${projectId('a')}"}`,
    'tools/apps/board/.openai/hosting.json': '{"d1":null,"r2":"FILES"}',
    'tools/apps/board/package.json': '{"name":"board","description":"The board of the week."}',
    'plain/.openai/hosting.json': '{}',
  };
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'siteward manifests '));
    for (const [file, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), content);
    }
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('has the same Sites as JSON, as a zip and as a folder', async () => {
    const json = Object.entries(files).flatMap(([file, content]) => (file.endsWith('hosting.json') ? [{ path: file, content }] : []));
    const first = await world.manifests(json, true);
    expect(first).toMatchObject({ created: 3, refused: [], ignored: ['crm/dist/.openai/hosting.json (a build copy)'] });
    const known = await identities();

    const zip = await readManifestZip(await zipOf(Object.entries(files).map(([file, content]) => ({ path: file, content }))));
    expect(zip.buildCopies).toEqual(['crm/dist/.openai/hosting.json']);
    expect(await world.manifests(zip.items, true)).toMatchObject({ created: 0, changed: 2, unchanged: 1, refused: [] });
    expect(await world.manifests(await walked(folder), true)).toMatchObject({ created: 0, changed: 0, unchanged: 3, refused: [] });

    expect(await identities()).toEqual(known);
    const crm = await world.db.prisma.site.findUniqueOrThrow({ where: { projectId: projectId('a') }, include: { environmentKeys: true } });
    expect(crm.purpose).toBe('Shows which contracts end this quarter.');
    expect(crm.manifestExtra).toEqual({ theme: { color: 'red' } });
    expect(crm.environmentKeys.map(({ key, isSecret, declared, present }) => ({ key, isSecret, declared, present }))).toEqual([
      { key: 'CRM_API_TOKEN', isSecret: true, declared: true, present: false },
      { key: 'CRM_URL', isSecret: false, declared: true, present: false },
    ]);
    expect(await world.dump()).not.toContain('never-stored-value');
  });

  it('keeps what people wrote when the sources say something else', async () => {
    await world.manifests(await walked(folder), true);
    const { id, revision } = await world.db.prisma.site.findUniqueOrThrow({ where: { projectId: projectId('a') } });
    await world.csv(`id,title,purpose\n${id},Contracts,Written by a person.\n`, true);
    await writeFile(path.join(folder, 'crm/README.md'), '# Another name\n\nAnother purpose.\n');

    expect(await world.manifests(await walked(folder), true)).toMatchObject({ changed: 0, unchanged: 3 });
    const site = await world.db.prisma.site.findUniqueOrThrow({ where: { id } });
    expect(site).toMatchObject({ title: 'Contracts', purpose: 'Written by a person.', revision: revision + 1 });
  });
});

describe('a manifest that changed', () => {
  const at = 'crm/.openai/hosting.json';
  const before = { path: at, content: `{"project_id":"${projectId('b')}","d1":"DB","r2":null}` };
  const after = { path: at, content: `{"r2":"FILES","static":{"directory":"dist"},"project_id":"${projectId('b')}","d1":null}` };

  it('shows before and after in a dry run, which writes nothing', async () => {
    await world.manifests([before], true);
    const untouched = await world.dump();

    const report = await world.manifests([after, { path: 'new/.openai/hosting.json', content: '{}' }], false);

    expect(report).toMatchObject({ applied: false, created: 1, changed: 1, unchanged: 0 });
    const [created, changed] = report.items;
    expect(created).toMatchObject({ outcome: 'created', site: { id: null } });
    expect(changed).toMatchObject({
      outcome: 'changed',
      changes: { d1: { before: { name: 'DB' }, after: null }, r2: { before: null, after: 'FILES' }, staticDirectory: { before: null, after: 'dist' } },
    });
    expect(Object.keys(changed?.changes ?? {}).sort()).toEqual(['d1', 'r2', 'staticDirectory']);
    expect(await world.dump()).toBe(untouched);
  });

  it('applied does just that, one revision on, with one event of the Site', async () => {
    await world.manifests([before], true);
    const site = await world.db.prisma.site.findFirstOrThrow();
    const dry = await world.manifests([after], false);

    const report = await world.manifests([after], true);

    expect(report.items).toEqual(dry.items);
    const kept = await world.db.prisma.site.findFirstOrThrow({ include: { bindings: true } });
    expect(kept).toMatchObject({ id: site.id, revision: site.revision + 1, staticDirectory: 'dist', bindings: [{ kind: 'r2', name: 'FILES' }] });
    const events = await world.db.prisma.auditEvent.findMany({ where: { siteId: site.id }, orderBy: { seq: 'asc' } });
    expect(events.map(({ type }) => type)).toEqual(['site.created', 'site.manifest_imported']);
    expect(JSON.parse(events[1]?.body ?? '')).toMatchObject({ changes: report.items[0]?.changes });
  });

  it('and gains an id keeps its record', async () => {
    await world.manifests([{ path: at, content: '{"d1":"DB"}' }], true);
    const site = await world.db.prisma.site.findFirstOrThrow();

    const report = await world.manifests([before], true);

    expect(report).toMatchObject({ created: 0, changed: 1, items: [{ changes: { projectId: { before: null, after: projectId('b') } } }] });
    expect(await world.db.prisma.site.findMany()).toMatchObject([{ id: site.id, slug: site.slug, revision: site.revision + 1, projectId: projectId('b') }]);
    expect(await world.manifests([before], true)).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
  });
});

describe('what can’t arrive', () => {
  const good = { path: 'good/.openai/hosting.json', content: '{"d1":"DB"}' };
  const bad: [string, string | Uint8Array, RegExp, string?][] = [
    ['broken/.openai/hosting.json', '{"d1": "DB"', /not valid JSON/],
    ['list/.openai/hosting.json', '[]', /not a JSON object/],
    ['bom/.openai/hosting.json', '\ufeff{}', /byte order mark/],
    ['junk/.openai/hosting.json', 'x'.repeat(5 * 1024 * 1024), /larger than 64 KiB/],
    ['bytes/.openai/hosting.json', new Uint8Array([0x7b, 0xff, 0x7d]), /not UTF-8/],
    ['types/.openai/hosting.json', '{"d1":7}', /d1 must be/, 'd1'],
    ['id/.openai/hosting.json', '{"project_id":"appgprj_1"}', /project_id must be/, 'project_id'],
    ['static/.openai/hosting.json', '{"static":{"directory":"../.."}}', /static\.directory/, 'static.directory'],
    ['../away/.openai/hosting.json', '{}', /leads out/],
    ['/etc/.openai/hosting.json', '{}', /absolute/],
    ['note/.openai/readme.txt', '{}', /hosting\.json/],
  ];

  it('is refused by name, field and reason, and stops no other', async () => {
    const report = await world.manifests([...bad.map(([file, content]) => ({ path: file, content })), good], true);

    expect(report).toMatchObject({ created: 1, changed: 0, unchanged: 0 });
    expect(report.refused).toHaveLength(bad.length);
    for (const [index, [file, , reason, field]] of bad.entries()) {
      expect(report.refused[index]).toMatchObject({ path: file, reason: expect.stringMatching(reason) as string, ...(field === undefined ? {} : { field }) });
    }
    expect(await world.db.prisma.site.findMany()).toMatchObject([{ repository: 'good' }]);
  });

  it('in a zip is refused by name, and the others arrive', async () => {
    const bomb = Buffer.alloc(20 * 1024 * 1024);
    const zip = await readManifestZip(await zipOf([{ path: 'bomb/.openai/hosting.json', content: bomb }, { path: 'bad/.openai/hosting.json', content: '{' }, good]));
    expect(zip.refused).toEqual([{ path: 'bomb/.openai/hosting.json', reason: expect.stringMatching(/zip bomb/) as string }]);

    expect(await world.manifests(zip.items, true)).toMatchObject({ created: 1, refused: [{ path: 'bad/.openai/hosting.json' }] });
  });

  it('says the same Site twice, and the first counts', async () => {
    const twice = ['one', 'two'].map((name) => ({ path: `${name}/.openai/hosting.json`, content: `{"project_id":"${projectId('c')}"}` }));

    const report = await world.manifests(twice, true);

    expect(report).toMatchObject({ created: 1, refused: [{ path: 'two/.openai/hosting.json', field: 'project_id' }] });
  });
});
