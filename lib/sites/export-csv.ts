import { joinList, neutralCell } from '@/lib/domain/csv-cell';
import { Prisma } from '@/lib/db/generated/client';
import type { ExportSnapshot, TextRow } from './export-snapshot';

const { sql } = Prisma;

/** What hangs on a Site and fills one cell; the statement gives site and text, in the order of the list. */
const lists = {
  people: `SELECT x.site_id, p.email FROM site_audience_person x JOIN person p ON p.id = x.person_id
            WHERE x.site_id = ANY ($1::uuid[]) ORDER BY p.email`,
  groups: `SELECT x.site_id, g.name FROM site_audience_group x JOIN people_group g ON g.id = x.group_id
            WHERE x.site_id = ANY ($1::uuid[]) ORDER BY g.name`,
  sources: `SELECT x.site_id, d.name || ':' || x.mode FROM site_data_source x JOIN data_source d ON d.id = x.source_id
             WHERE x.site_id = ANY ($1::uuid[]) ORDER BY d.name`,
};
type List = keyof typeof lists;

/** An instant as `Date.toISOString` writes it; the session's time zone is UTC. */
const instant = (column: Prisma.Sql): Prisma.Sql => sql`to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The columns of lib/imports/parse/csv-columns.ts as SQL; `plain` ones hold nothing that a spreadsheet could take amiss. */
const columns: ({ name: string } & ({ of: Prisma.Sql; plain?: true } | { list: List }))[] = [
  { name: 'id', of: sql`s.id`, plain: true },
  { name: 'project_id', of: sql`s.project_id` },
  { name: 'slug', of: sql`s.slug` },
  { name: 'title', of: sql`s.title` },
  { name: 'purpose', of: sql`s.purpose` },
  { name: 'state', of: sql`s.state`, plain: true },
  { name: 'owner_email', of: sql`o.email` },
  { name: 'successor_email', of: sql`su.email` },
  { name: 'department', of: sql`d.name` },
  { name: 'classification', of: sql`s.classification`, plain: true },
  { name: 'audience', of: sql`s.audience`, plain: true },
  { name: 'audience_people', list: 'people' },
  { name: 'audience_groups', list: 'groups' },
  { name: 'data_sources', list: 'sources' },
  { name: 'data_source_note', of: sql`s.data_source_note` },
  { name: 'expires_at', of: instant(sql`s.expires_at`), plain: true },
  { name: 'review_due_at', of: instant(sql`s.review_due_at`), plain: true },
  { name: 'official_since', of: instant(sql`s.official_since`), plain: true },
  { name: 'repository', of: sql`s.repository` },
  { name: 'production_url', of: sql`coalesce(s.live_url, s.expected_url)` },
];

/** Columns and joins of the cursor, over `site s`. A list is no part of it: a subquery for each row costs five times as much. */
export const csvSelection = {
  columns: Prisma.join(columns.map((column) => ('of' in column ? column.of : sql`NULL`))),
  joins: sql`LEFT JOIN person o ON o.id = s.owner_id LEFT JOIN person su ON su.id = s.successor_id LEFT JOIN department d ON d.id = s.department_id`,
};

const idAt = columns.findIndex(({ name }) => name === 'id');
const audienceAt = columns.findIndex(({ name }) => name === 'audience');

/** Opens in spreadsheets as it is: UTF-8 with byte order mark, CRLF. */
export const csvHead = `\ufeff${columns.map(({ name }) => name).join(',')}\r\n`;

/** The lines of the next rows; null at the end. */
export async function nextCsvLines(snapshot: ExportSnapshot): Promise<{ text: string; rows: number } | null> {
  const rows = await snapshot.nextTexts();
  if (rows.length === 0) return null;
  const custom = rows.filter((row) => row[audienceAt] === 'custom');
  const cells: Record<List, Map<string, string>> = {
    sources: await listCells(snapshot, 'sources', rows),
    people: await listCells(snapshot, 'people', custom),
    groups: await listCells(snapshot, 'groups', custom),
  };
  let text = '';
  for (const row of rows) {
    const id = row[idAt] ?? '';
    for (const [at, column] of columns.entries()) {
      if (at > 0) text += ',';
      if ('list' in column) text += cells[column.list].get(id) ?? '';
      else text += column.plain === true ? (row[at] ?? '') : csvCell(row[at] ?? '');
    }
    text += '\r\n';
  }
  return { text, rows: rows.length };
}

/** The cells of one list column, by Site. */
async function listCells(snapshot: ExportSnapshot, list: List, rows: readonly TextRow[]): Promise<Map<string, string>> {
  const texts = new Map<string, string[]>();
  if (rows.length === 0) return new Map();
  for (const [id, text] of await snapshot.texts(lists[list], [rows.map((row) => row[idAt])])) {
    if (id == null || text == null) continue;
    const known = texts.get(id);
    if (known === undefined) texts.set(id, [text]);
    else known.push(text);
  }
  return new Map([...texts].map(([id, parts]) => [id, csvCell(joinList(parts))]));
}

/** Whether a cell has to be looked at more closely; nearly all go on as they are. */
const isSpecial = /^['=+\-@\uff1d\uff0b\uff0d\uff20]|[",;\t\r\n]|^\s|\s$/;
const needsQuotes = /[",;\t\r\n]|^\s|\s$/;

/** A cell as the import reads it back and no spreadsheet runs it. */
function csvCell(text: string): string {
  if (!isSpecial.test(text)) return text;
  const cell = neutralCell(text);
  return needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
