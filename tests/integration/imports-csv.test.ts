import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '@/lib/gate/command';
import { runQuery } from '@/lib/gate/query';
import { sitesCsvTemplate } from '@/lib/imports/parse/csv-write';
import { createSite } from '@/lib/sites/commands/create-site';
import { nameSuccessor } from '@/lib/sites/commands/name-successor';
import { exportSites } from '@/lib/sites/export-sites';
import { createImportWorld, fixtureItems, now, type ImportWorld } from '../support/import-world';

let world: ImportWorld;
beforeEach(async () => {
  world = await createImportWorld();
});
afterEach(() => world.close());

/** The export as a file, as REST and the page send it. */
async function exported(): Promise<string> {
  const { chunks } = await runQuery(exportSites, {}, world.admin, { db: world.db, now });
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

const create = (input: Record<string, unknown>) => runCommand(createSite, input, world.admin, { db: world.db, now });

/** Text as people and pastes bring it: formulas, delimiters, quotes, line breaks, every script, emoji. */
const fragment = fc.oneof(
  fc.constantFrom('=HYPERLINK("http://x")', '+1', '-2', '@SUM', "'", "''=1", '"', '""', ';', ',', '\\', '\\;', '#', '\t', '\n', '\r\n', '\r', '🦊', '👩‍👩‍👧', 'é', 'ß', '株', '\u00a0', '\u2028', '\ufeff', '＝1', 'null', '2027-01-01'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const text = fc.array(fragment, { maxLength: 6 }).map((parts) => parts.join(''));
const accepted = (field: 'title' | 'purpose') => (value: string) => createSite.input.safeParse({ title: 'x', [field]: value }).success;

describe('an export that is imported again', () => {
  it('changes nothing, whatever the texts are', async () => {
    const sources = await world.db.prisma.dataSource.findMany();
    const departments = await world.db.prisma.department.findMany();
    const site = fc.record({
      title: text.filter(accepted('title')),
      purpose: fc.option(text.filter(accepted('purpose'))),
      dataSourceNote: fc.option(text.filter(accepted('purpose'))),
      owner: fc.constantFrom(world.people.ana, world.people.ben),
      department: fc.option(fc.constantFrom(...departments.map(({ id }) => id))),
      classification: fc.constantFrom('personal_draft', 'team_internal', 'company_wide', 'external_candidate'),
      dataSources: fc.subarray(sources.map(({ id }) => ({ id, mode: 'write_capable' }))),
      expiresAt: fc.constantFrom('2026-12-01', '2026-12-24T18:30:00.123+01:00'),
    });
    const made = fc.sample(site, 60);
    for (const input of made) await create(input);
    const successor = await create({ title: 'With a successor', liveUrl: 'https://one.example.com/a,b;d', projectId: `appgprj_${'a'.repeat(32)}` });
    await runCommand(nameSuccessor, { siteId: successor.id, successor: world.people.ben }, world.admin, { db: world.db, now });
    const before = await world.dump();

    const csv = await exported();

    expect(csv.startsWith('\ufeff')).toBe(true);
    for (const apply of [false, true]) {
      expect(await world.csv(csv, apply), JSON.stringify(made)).toMatchObject({ created: 0, changed: 0, unchanged: 61, refused: [] });
    }
    expect(await world.dump()).toBe(before);
  });

  it('changes nothing of what manifests and the platform brought either', async () => {
    await world.manifests([...fixtureItems(), { path: '.openai/hosting.json', content: '{}' }], true);
    const projectId = `appgprj_${'b'.repeat(32)}`;
    await world.feed({ sites: [{ id: projectId, title: '=cmd|calc', access_mode: 'public', current_live_url: 'http://a.acme.chatgpt.site', status: 'active' }] }, true);

    expect(await world.csv(await exported(), true)).toMatchObject({ created: 0, changed: 0, unchanged: 48, refused: [] });
  });

  it('never hands a spreadsheet a formula', async () => {
    await create({ title: '=HYPERLINK("http://evil.example","Click")', purpose: '+1', dataSourceNote: '\uff1d1' });
    const csv = await exported();

    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"",""Click"")"`);
    expect(csv).toContain(`'+1`);
    expect(csv).toContain(`'\uff1d1`);
  });
});

describe('rows', () => {
  const header = 'slug,title,purpose,owner_email,department,classification,data_sources,expires_at';

  it('make new Sites, owner and admins only, and the same file again makes none', async () => {
    const csv = [
      header,
      `crm,CRM notes,"Two lines,\nin one cell",ben.o'neil+sites@example.com,sales,team_internal,Salesforce:read_only,2027-03-01`,
      ',Renewal desk,,,,,,',
      ',Renewal desk,,,,,,',
      ',CRM,,,,,,',
      '# only a comment,,,,,,,',
    ].join('\r\n');

    const report = await world.csv(csv.replace('slug', 'id,slug').replaceAll('\r\n', '\r\n,').replace(',# only', '# only'), true);

    expect(report).toMatchObject({ created: 4, refused: [] });
    expect(report.items.map(({ site }) => site.slug).sort()).toEqual(['crm', 'crm-2', 'renewal-desk', 'renewal-desk-2']);
    const crm = await world.db.prisma.site.findUniqueOrThrow({ where: { slug: 'crm' }, include: { owner: true, department: true, dataSources: true } });
    expect(crm).toMatchObject({
      title: 'CRM notes',
      purpose: 'Two lines,\nin one cell',
      state: 'draft',
      audience: 'admins_only',
      classification: 'team_internal',
      owner: { id: world.people.ben },
      department: { name: 'Sales' },
      dataSources: [{ mode: 'read_only' }],
      expiresAt: new Date('2027-03-01T00:00:00Z'),
    });
    const before = await world.dump();
    const again = await world.csv(csv.split('\r\n').filter((line) => !line.startsWith('#')).join('\r\n'), true);
    expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 4, refused: [] });
    expect(await world.dump()).toBe(before);
  });

  it('of two equal imports at once make each Site once', async () => {
    const csv = `${header}\ncrm,CRM notes,,,,,,\n,Renewal desk,,,,,,\n,Renewal desk,,,,,,\n`;

    const reports = await Promise.all([1, 2].map(() => world.csv(csv, true)));

    expect(reports.map(({ created }) => created).sort()).toEqual([0, 3]);
    expect((await world.db.prisma.site.findMany({ orderBy: { slug: 'asc' } })).map(({ slug }) => slug)).toEqual(['crm', 'renewal-desk', 'renewal-desk-2']);
  });

  it('change only the columns that are there, and an empty cell clears', async () => {
    await world.csv(`${header}\ncrm,CRM notes,Old purpose,ana@example.com,Sales,team_internal,Salesforce:read_only,2027-03-01`, true);

    const dry = await world.csv('slug,purpose,owner_email\ncrm,,ana@example.com\n', false);
    const report = await world.csv('slug,purpose,owner_email\ncrm,,ana@example.com\n', true);

    expect(report.items).toEqual(dry.items);
    expect(report).toMatchObject({ changed: 1, items: [{ from: 'line 2', changes: { purpose: { before: 'Old purpose', after: null } } }] });
    expect(Object.keys(report.items[0]?.changes ?? {})).toEqual(['purpose']);
    expect(await world.db.prisma.site.findFirst()).toMatchObject({ title: 'CRM notes', purpose: null, ownerId: world.people.ana, classification: 'team_internal' });
  });

  it('bring an expiry forward with the classification, as editing does', async () => {
    await world.csv('slug,title,classification,expires_at\ncrm,CRM,company_wide,2028-06-01\n', true);

    const report = await world.csv('slug,classification\ncrm,external_candidate\n', true);

    expect(report).toMatchObject({ changed: 1, items: [{ changes: { expiresAt: { after: '2027-02-19T12:00:00.000Z' } } }] });
  });
});

describe('what can’t arrive', () => {
  it('a column that nobody knows refuses the file, by name', async () => {
    const report = await world.csv('slug,title,colour,slug\ncrm,CRM,red,crm\n', true);

    expect(report).toMatchObject({ created: 0, refused: [{ line: 1, field: 'colour' }, { line: 1, field: 'slug', reason: expect.stringContaining('twice') as string }] });
  });

  it('a bad row is refused by line and field, all of its fields, and the others arrive', async () => {
    await world.csv('slug,title,project_id\none,One,appgprj_11111111111111111111111111111111\ntwo,Two,\n', true);
    const two = await world.db.prisma.site.findUniqueOrThrow({ where: { slug: 'two' } });
    const rows: [string, string[]][] = [
      ['nobody-knows,,,,,,,,,,,,', ['title']],
      [',,,Desk,,nobody@example.com,,,,,,,', ['owner_email']],
      [',,,Desk,,eva@example.com,,,,,,,', ['owner_email']],
      [',,,Desk,,no address,not either,,,,,,', ['owner_email', 'successor_email']],
      [',,,Desk,,ana@example.com,ana@example.com,,,,,,', ['successor_email']],
      [',,,Desk,,eva@example.com,,Nowhere,,Nothing:read_only,,,', ['owner_email', 'department', 'data_sources']],
      [',,,Desk,,,,,secret,Nothing,,,', ['classification', 'data_sources']],
      [',,,Desk,,,,,,Salesforce:read_only; salesforce:write_capable,,,', ['data_sources']],
      [',,,Desk,,,,,,Salesforce:forbidden,,,', ['data_sources']],
      [',,,Desk,,,,,,,soon,2031-01-01,https://a:b@c.example', ['expires_at', 'production_url']],
      [',,,Desk,,,,,,,2031-01-01,,', ['expires_at']],
      ['one,,,One,retired,,,,,,,,', ['state']],
      [`,${two.id},appgprj_11111111111111111111111111111111,Two,,,,,,,,,`, ['project_id']],
      [`one,${two.id},,Two,,,,,,,,,`, ['slug']],
      ['one,,,,,,,,,,,,', ['title']],
      [',019f0000-0000-7000-8000-000000000000,,,,,,,,,,,', ['id', 'title']],
    ];
    const header = 'slug,id,project_id,title,state,owner_email,successor_email,department,classification,data_sources,expires_at,review_due_at,production_url';
    for (const [row, fields] of rows) {
      const report = await world.csv([header, row, 'good,,,Good,,,,,,,,,'].join('\n'), false);
      expect(report.refused.map(({ line, field }) => ({ line, field })), row).toEqual(fields.map((field) => ({ line: 2, field })));
      for (const { reason } of report.refused) expect(reason.length).toBeGreaterThan(10);
      expect(report, row).toMatchObject({ created: 1, changed: 0, items: [{ site: { slug: 'good' } }] });
    }
  });

  it('two rows about one Site: the second is refused, however each names it', async () => {
    await world.csv('slug,title,project_id\none,One,appgprj_11111111111111111111111111111111\n', true);

    const report = await world.csv('slug,project_id,purpose\none,,First\n,appgprj_11111111111111111111111111111111,Second\none,,Third\n', true);

    expect(report).toMatchObject({ changed: 1, refused: [{ line: 4, field: 'slug' }, { line: 3, field: 'id' }] });
    expect(await world.db.prisma.site.findFirst()).toMatchObject({ purpose: 'First' });
  });

  it.each([
    ['', /empty/],
    ['slug,title\n"crm,CRM\n', /quot/i],
    [new Uint8Array([0xff, 0xfe, 0x41, 0x00]), /UTF-8/],
    ['purpose\nx\n', /tells the Sites apart/],
  ])('a file that is no CSV of Sites says so: %j', async (file, reason) => {
    const report = await world.csv(file, true);
    expect(report).toMatchObject({ created: 0, refused: [{ line: expect.any(Number) as number, reason: expect.stringMatching(reason) as string }] });
  });

  it('the template only explains', async () => {
    expect(await world.csv(sitesCsvTemplate(), true)).toMatchObject({ created: 0, changed: 0, unchanged: 0, refused: [] });
  });
});
