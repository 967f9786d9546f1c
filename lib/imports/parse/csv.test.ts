import { parse as csvParse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSitesCsv, type CsvSiteRow } from './csv';
import { csvRecords, type CsvRecord } from './csv-records';
import { joinList, neutralCell, plainCell, splitList } from '../../domain/csv-cell';
import { sitesCsvColumns, type CsvSite } from './csv-columns';
import { sitesCsvTemplate, writeSitesCsv } from './csv-write';
import type { ImportRefusal } from './refusal';

/** What is wrong with a file, and its good rows. */
async function parse(...file: Parameters<typeof parseSitesCsv>): Promise<{ rows: CsvSiteRow[]; refused: ImportRefusal[] }> {
  const { rows, refused, total } = await parseSitesCsv(...file);
  const all: CsvSiteRow[] = [];
  for await (const some of rows()) all.push(...some);
  expect(all).toHaveLength(total);
  return { rows: all, refused };
}

describe('cells', () => {
  it('are neutralised reversibly, whatever they begin with', () => {
    const start = fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', '\n', "'", "''", "'=", "''=", '＝');
    fc.assert(
      fc.property(start, fc.string({ unit: 'binary' }), (prefix, rest) => {
        const cell = neutralCell(prefix + rest);
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        expect(plainCell(cell)).toBe(prefix + rest);
      }),
    );
    expect(neutralCell('=HYPERLINK("x")')).toBe(`'=HYPERLINK("x")`);
    expect(plainCell("'tis")).toBe("'tis");
  });

  it('hold lists reversibly', () => {
    const part = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== '');
    fc.assert(fc.property(fc.array(part), (list) => void expect(splitList(joinList(list))).toEqual(list)));
  });
});

describe('reading', () => {
  it('tells an absent column from an empty cell', async () => {
    const { rows, refused } = await parse('Slug,PURPOSE,expires_at,classification\ncrm,,,\nhr,Leave days,2027-01-31,company_wide\n');
    expect(refused).toEqual([]);
    expect(rows).toEqual([
      { line: 2, slug: 'crm', purpose: null, expiresAt: null },
      { line: 3, slug: 'hr', purpose: 'Leave days', expiresAt: new Date('2027-01-31T00:00:00Z'), classification: 'company_wide' },
    ]);
  });

  it.each([
    ['a byte order mark', '\ufeffslug,title\r\ncrm,CRM\r\n'],
    ['semicolons', 'slug;title\ncrm;CRM'],
    ['tabs', 'slug\ttitle\ncrm\tCRM\n'],
    ['an announced delimiter', 'sep=;\nslug;title\ncrm;CRM\n'],
    ['old line breaks', 'slug,title\rcrm,CRM\r'],
    ['quotes and empty lines', '\n"slug","title"\n\n"crm","CRM"\n,\n'],
  ])('takes %s', async (_name, text) => {
    for (const input of [text, new TextEncoder().encode(text)]) {
      const { rows, refused } = await parse(input);
      expect(refused).toEqual([]);
      expect(rows).toEqual([{ line: expect.any(Number) as number, slug: 'crm', title: 'CRM' }]);
    }
  });

  it('takes a record apart as csv-parse does', async () => {
    const cell = fc.array(fc.constantFrom('a', '"', '""', ',', ' ', 'é', '\\'), { maxLength: 5 }).map((parts) => parts.join(''));
    const quoted = cell.map((text) => `"${text.replaceAll('"', '""')}"`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(cell, quoted), { minLength: 1, maxLength: 4 }), async (cells) => {
        const line = `title,${cells.join(',')}`;
        const records: CsvRecord[] = [];
        for await (const record of csvRecords(`title,purpose\n${line}\n`, 10_000)) records.push(record);
        expect(records[1]).toMatchObject({ line: 2, ...oracle(line) });
      }),
      { numRuns: 2000 },
    );
    function oracle(line: string): { cells: string[] } | { reason: string } {
      try {
        const [cells = [], ...others] = csvParse(line, { relax_column_count: true });
        if (others.length === 0) return { cells };
      } catch {
        // Refused there, refused here.
      }
      return { reason: expect.stringContaining('quotation mark') as string };
    }
  });

  it('tells 10,000 refusals and counts the others', async () => {
    const { refused, refusedOmitted, total } = await parseSitesCsv(`slug,title\n${'Bad Slug,A\n'.repeat(10_003)}good,B\n`);
    expect([refused.length, refusedOmitted, total]).toEqual([10_000, 3, 1]);
  });

  it('takes a stream cut anywhere', async () => {
    const bytes = new TextEncoder().encode('\ufeffslug,title,purpose\r\ncrm,"Größe, ""x""","a\r\nb"\r\nhr,🙂,\r\n');
    for (let size = 1; size < 12; size += 1) {
      const chunks = async function* () {
        for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.slice(at, at + size));
      };
      expect(await parse(chunks)).toEqual({
        rows: [
          { line: 2, slug: 'crm', title: 'Größe, "x"', purpose: 'a\r\nb' },
          { line: 4, slug: 'hr', title: '🙂', purpose: null },
        ],
        refused: [],
      });
    }
  });

  it('reads data sources', async () => {
    const { rows } = await parse('title,data_sources\nA,"Salesforce:read_only; Odd\\; name: x:write_capable"\nB,\n');
    expect(rows[0]?.dataSources).toEqual([
      { name: 'Salesforce', mode: 'read_only' },
      { name: 'Odd; name: x', mode: 'write_capable' },
    ]);
    expect(rows[1]?.dataSources).toEqual([]);
  });
});

describe('refusals', () => {
  const only = async (text: string | Uint8Array) => (await parse(text)).refused;

  it.each([
    ['slug,ownr_email,title,Color\ncrm,a,b,c', ['ownr_email', 'color']],
    ['slug,title,Slug\na,b,c', ['slug']],
    ['slug,\na,b', ['column 2']],
  ])('of the whole file for its header: %j', async (text, fields) => {
    const { rows, refused } = await parse(text);
    expect(rows).toEqual([]);
    expect(refused).toEqual(fields.map((field) => ({ line: 1, field, reason: expect.stringContaining('nothing was imported') as string })));
  });

  it.each([
    ['', /empty/],
    ['purpose\nx', /tells the Sites apart/],
    [new Uint8Array([0xff, 0xfe, 0x61, 0]), /UTF-8/],
    [new Uint8Array([0x73, 0x6c, 0x75, 0x67, 0x0a, 0xe4, 0x0a]), /UTF-8/],
    ['x'.repeat(2_000_000), /million characters/],
    ['"slug,title\nx,y', /quotation mark/],
  ])('of a file that is none: %.20s', async (text, reason) => {
    expect(await parse(text)).toEqual({ rows: [], refused: [{ line: 1, reason: expect.stringMatching(reason) as string }] });
  });

  it('of more than is allowed', async () => {
    const limited = await parse('title\na\nb\nc\n', { bytes: 1000, rows: 2 });
    expect(limited).toEqual({ rows: [], refused: [{ line: 4, reason: expect.stringContaining('more than 2 rows') as string }] });
    expect((await parse('title\na\n', { bytes: 3, rows: 2 })).refused).toHaveLength(1);
  });

  it.each([
    ['id', '17'],
    ['project_id', 'appgprj_1'],
    ['slug', 'Not A Slug'],
    ['title', '"a\nb"'],
    ['title', 'a\u0000b'],
    ['state', 'gone'],
    ['owner_email', 'ana'],
    ['classification', 'secret'],
    ['audience', 'public'],
    ['data_sources', 'Salesforce'],
    ['data_sources', 'Salesforce:sometimes'],
    ['data_sources', 'A:read_only;A:forbidden'],
    ['expires_at', '31.12.2026'],
    ['review_due_at', '2026-02-30'],
    ['official_since', '2026-12-31T00:00:00'],
    ['repository', 'https://ana:pw@git.example.com/x'],
    ['production_url', 'javascript:alert(1)'],
    ['production_url', 'https://x.example.com/?token=abc'],
  ])('of a bad cell in %s: %j', async (field, cell) => {
    const header = field === 'title' ? 'title' : `title,${field}`;
    const text = `${header}\n${field === 'title' ? cell : `A,${cell}`}\n${field === 'title' ? 'B' : 'B,'}\n`;
    const { rows, refused } = await parse(text);
    expect(refused).toEqual([{ line: 2, field, reason: expect.stringMatching(/\.$/) as string }]);
    expect(rows.map((row) => row.title)).toEqual(['B']);
  });

  it('names all bad cells of a row and quotes none', async () => {
    const refused = await only('title,slug,owner_email\nA,Bad Slug,hunter2\n');
    expect(refused.map(({ field }) => field)).toEqual(['slug', 'owner_email']);
    expect(JSON.stringify(refused)).not.toContain('hunter2');
  });

  it('of wrong cell counts and stray quotes, line by line; the others arrive', async () => {
    const { rows, refused } = await parse('slug,purpose\na,A\nb\nc,C,x\nd,"D\ne,E\nf,"F"x\ng,G"h\nh,"H\nh"\ni,I');
    expect(refused.map(({ line }) => line)).toEqual([3, 4, 5, 7, 8]);
    expect(rows.map(({ line, purpose }) => [line, purpose])).toEqual([[2, 'A'], [6, 'E'], [9, 'H\nh'], [11, 'I']]);
  });

  it('of a second row for the same Site, and of a new one without a title', async () => {
    expect(await only('slug,title\na,A\na,B\n,C\n,D\n')).toEqual([{ line: 3, field: 'slug', reason: expect.stringContaining('Line 2') as string }]);
    expect(await only('slug,title\n,A\n , \n')).toEqual([]);
    expect(await only('slug,title,purpose\n,,x\n')).toEqual([expect.objectContaining({ line: 2, field: 'title' })]);
  });
});

describe('round trip', () => {
  const text = (max: number) => fc.string({ maxLength: max, unit: 'grapheme' }).map((one) => one.trim());
  const tricky = fc.tuple(fc.constantFrom('', '=', '-', "'", "'=", '@', '"', ','), text(30)).map(([start, rest]) => (start + rest).trim());
  const line = tricky.filter((one) => one !== '' && !/[\r\n]/.test(one));
  const prose = fc.oneof(tricky, fc.tuple(tricky, fc.constantFrom('\n', '\r\n', '\r'), tricky).map((parts) => parts.join('').trim())).filter((one) => one !== '');
  const date = fc.date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
  const nullable = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary);
  const email = fc.constantFrom('ana@example.com', 'ben.o-neil@example.co.uk');
  const site: fc.Arbitrary<CsvSite> = fc.record({
    id: fc.uuid({ version: 7 }),
    title: nullable(line),
    purpose: nullable(prose),
    state: fc.constantFrom('draft', 'live', 'retired'),
    ownerEmail: nullable(email),
    successorEmail: nullable(email),
    department: nullable(line),
    classification: fc.constantFrom('personal_draft', 'company_wide'),
    audience: fc.constantFrom('admins_only', 'custom'),
    audiencePeople: fc.array(email),
    audienceGroups: fc.array(line),
    dataSources: fc.uniqueArray(fc.record({ name: line.filter((name) => !/:/.test(name)), mode: fc.constantFrom('read_only', 'forbidden') }), { selector: ({ name }) => name }),
    dataSourceNote: nullable(prose),
    expiresAt: nullable(date),
    reviewDueAt: nullable(date),
    officialSince: nullable(date),
    repository: nullable(fc.constantFrom('https://git.example.com/a/b', '-odd')),
    productionUrl: nullable(fc.constantFrom('https://a.example.com', 'https://a.b.chatgpt.site/x?y=1')),
  });

  it('changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(site, { selector: ({ id }) => id, maxLength: 5 }), async (sites) => {
        const csv = writeSitesCsv(sites);
        const { rows, refused } = await parse(csv);
        expect(refused).toEqual([]);
        expect(rows.map(({ line: _line, ...row }) => row)).toEqual(sites);
      }),
    );
  });

  it('opens in spreadsheets: byte order mark, CRLF, the header alone when there are no Sites', async () => {
    expect(writeSitesCsv([])).toBe(`\ufeff${sitesCsvColumns.map(({ name }) => name).join(',')}\r\n`);
    expect(await parse(writeSitesCsv([]))).toEqual({ rows: [], refused: [] });
  });

  it('has a template that imports as nothing, and whose example would be good', async () => {
    expect(await parse(sitesCsvTemplate())).toEqual({ rows: [], refused: [] });
    const { rows, refused } = await parse(sitesCsvTemplate().replace(/# Example[^,]*/, ''));
    expect(refused).toEqual([]);
    expect(rows).toEqual([expect.objectContaining({ slug: 'renewal-desk', successorEmail: 'ben@example.com' })]);
  });

  it('streams 100,000 rows', async () => {
    const many = async function* (): AsyncGenerator<string> {
      yield 'slug,title,purpose,expires_at\n';
      for (let index = 0; index < 100_000; index += 1) yield await Promise.resolve(`site-${index},"Title, ${index}",,1970-01-01\n`);
    };
    const { rows, refused } = await parse(many);
    expect(refused).toEqual([]);
    expect(rows).toHaveLength(100_000);
    expect(rows.at(-1)).toMatchObject({ line: 100_001, slug: 'site-99999', title: 'Title, 99999' });
  }, 60_000);
});

it('never throws, whatever comes', async () => {
  const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '""', ',', '\n', '\r', ';', '\t', "'="));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('', 'slug,title\n', 'id,title,purpose\n'), fc.array(cell), async (header, parts) => {
      for (const { reason } of (await parse(header + parts.join(''))).refused) expect(reason).toMatch(/[.…]$/);
    }),
  );
  await fc.assert(fc.asyncProperty(fc.uint8Array(), async (bytes) => void (await parse(bytes))));
});
