import { createHash, type Hash } from 'node:crypto';
import { cleanText } from './clean-text';
import { plainCell } from '../../domain/csv-cell';
import { sitesCsvColumns, type CsvSite, type SitesCsvColumn } from './csv-columns';
import { csvChunks, CsvFileProblem, type CsvInput } from './csv-lines';
import { csvRecords, type CsvRecord } from './csv-records';
import type { ImportRefusal } from './refusal';

/** A row of the file: what it says about one Site, and the line on which it stands. */
export type CsvSiteRow = CsvSite & { line: number };

/** A file that was read through once: what is wrong with it is known, and its good rows can be read as often as is needed. */
export interface SitesCsv {
  /** How many good rows there are. */
  total: number;
  refused: ImportRefusal[];
  /** Refusals beyond the first 10,000. */
  refusedOmitted: number;
  /** What the good rows name their Sites with: slugs, and titles where a row has nothing else. */
  slugs: ReadonlySet<string>;
  titles: ReadonlySet<string>;
  /** The good rows, some hundred at a time. */
  rows: () => AsyncGenerator<CsvSiteRow[]>;
  /** The file in one word: two with the same bytes are the same. */
  toJSON: () => string;
}

export type CsvLimits = { bytes: number; rows: number };
const csvLimits: CsvLimits = { bytes: 256 * 1024 * 1024, rows: 200_000 };

/** Refusals that are told one by one. */
export const refusalsListed = 10_000;
// The database client keeps the last hundred statements with their values; small ones keep that small.
const batch = 250;

type Refuse = (refusal: ImportRefusal) => void;

/**
 * Reads a CSV of Sites. The header decides: a column that is unknown or stands twice refuses the whole file, since its
 * data would be lost without a word. After that every bad row is refused by line and field, all of its fields at once,
 * and the others arrive. A row whose id begins with # is a comment, as in the template. A row without id, project_id and
 * slug is told by its title. An absent column leaves a field as it is, an empty cell clears it.
 *
 * The file is read twice, since it may be larger than the memory there is for it: here to find what is wrong, and which
 * slugs are spoken for; then by `rows`.
 */
export async function parseSitesCsv(file: string | Uint8Array | (() => CsvInput), limits: CsvLimits = csvLimits): Promise<SitesCsv> {
  const open = typeof file === 'function' ? file : () => file;
  const hash = createHash('sha256');
  const result = { total: 0, refused: [] as ImportRefusal[], refusedOmitted: 0, slugs: new Set<string>(), titles: new Set<string>() };
  const refuse: Refuse = (refusal) => {
    if (result.refused.length < refusalsListed) result.refused.push(refusal);
    else result.refusedOmitted += 1;
  };
  const seen = new Map<string, number>();
  const repeated = new Set<number>();
  try {
    for await (const rows of rowsOf(hashed(open(), hash), limits, refuse)) {
      for (const row of rows) {
        if (isFirst(row, seen, refuse)) result.total += 1;
        else repeated.add(row.line);
        if (repeated.has(row.line)) continue;
        if (row.slug !== undefined) result.slugs.add(apart(row.slug));
        else if (row.id === undefined && row.projectId === undefined && row.title != null) result.titles.add(apart(row.title));
      }
    }
  } catch (error) {
    if (!(error instanceof CsvFileProblem)) throw error;
    const refused = error.refused ?? [{ line: error.line, reason: error.message }];
    const begun = hash.digest('hex');
    return { total: 0, refused, refusedOmitted: 0, slugs: new Set(), titles: new Set(), rows: () => goodRows(null, limits, repeated), toJSON: () => begun };
  }
  const digest = hash.digest('hex');
  return { ...result, rows: () => goodRows(open(), limits, repeated), toJSON: () => digest };
}

/** A text of its own: a part of a larger one would keep the whole chunk of the file in memory. */
function apart(text: string): string {
  return Buffer.from(text).toString();
}

async function* goodRows(input: CsvInput | null, limits: CsvLimits, repeated: ReadonlySet<number>): AsyncGenerator<CsvSiteRow[]> {
  if (input === null) return;
  for await (const rows of rowsOf(input, limits, () => undefined)) yield rows.filter(({ line }) => !repeated.has(line));
}

async function* hashed(input: CsvInput, hash: Hash): AsyncGenerator<string | Uint8Array> {
  for await (const chunk of csvChunks(input)) {
    hash.update(chunk);
    yield chunk;
  }
}

/** The rows that can be read, each by itself. @throws CsvFileProblem when the file as a whole can't. */
async function* rowsOf(input: CsvInput, limits: CsvLimits, refuse: Refuse): AsyncGenerator<CsvSiteRow[]> {
  let columns: SitesCsvColumn[] | undefined;
  let rows: CsvSiteRow[] = [];
  let count = 0;
  for await (const record of csvRecords(input, limits.bytes)) {
    if (columns === undefined) {
      const header = headerOf(record);
      if (!Array.isArray(header)) throw new CsvFileProblem(record.line, 'The header can’t be read.', header.refused);
      columns = header;
    } else if (count >= limits.rows) {
      throw new CsvFileProblem(record.line, `The file has more than ${limits.rows} rows. Import it in parts.`);
    } else if ('reason' in record) {
      refuse(record);
    } else {
      const row = rowOf(record, columns, refuse);
      if (row === undefined) continue;
      count += 1;
      rows.push(row);
      if (rows.length < batch) continue;
      yield rows;
      rows = [];
    }
  }
  if (columns === undefined) throw new CsvFileProblem(1, 'The file is empty. Begin with the header of the template.');
  if (rows.length > 0) yield rows;
}

function headerOf(record: CsvRecord): SitesCsvColumn[] | { refused: ImportRefusal[] } {
  if ('reason' in record) return { refused: [record] };
  const { line } = record;
  const refused: ImportRefusal[] = [];
  const columns: SitesCsvColumn[] = [];
  for (const [index, cell] of record.cells.entries()) {
    const name = plainCell(cell).trim().toLowerCase();
    const column = sitesCsvColumns.find((one) => one.name === name);
    if (column === undefined) {
      const field = cleanText(name, 100) || `column ${index + 1}`;
      refused.push({ line, field, reason: `There is no column of this name, so nothing was imported. Known are ${sitesCsvColumns.map((one) => one.name).join(', ')}.` });
      if (refused.length >= 100) break;
    } else if (columns.includes(column)) {
      refused.push({ line, field: name, reason: 'This column stands twice, so nothing was imported. Remove one.' });
    } else {
      columns.push(column);
    }
  }
  if (refused.length === 0 && !columns.some(({ name }) => ['id', 'project_id', 'slug', 'title'].includes(name))) {
    refused.push({ line, reason: 'No column tells the Sites apart. Add id, project_id, slug or title.' });
  }
  return refused.length > 0 ? { refused } : columns;
}

function rowOf(
  record: { line: number; cells: string[] },
  columns: readonly SitesCsvColumn[],
  refuse: Refuse,
): CsvSiteRow | undefined {
  const { line, cells } = record;
  if (cells.every((cell) => cell.trim() === '')) return undefined;
  const idAt = columns.findIndex(({ name }) => name === 'id');
  if (idAt >= 0 && cells[idAt]?.startsWith('#') === true) return undefined;
  if (cells.length !== columns.length) {
    refuse({ line, reason: `This line has ${cells.length} cells, but the header has ${columns.length}. Check delimiters and quotes.` });
    return undefined;
  }
  const row: CsvSiteRow = { line };
  let isGood = true;
  for (const [index, column] of columns.entries()) {
    const result = column.read(plainCell(cells[index] ?? ''));
    if (result.ok) {
      Object.assign(row, result.part);
    } else {
      isGood = false;
      refuse({ line, field: column.name, reason: result.reason });
    }
  }
  if (!isGood) return undefined;
  const isNew = row.id === undefined && row.projectId === undefined && row.slug === undefined;
  if (isNew && (row.title === undefined || row.title === null)) {
    refuse({ line, field: 'title', reason: 'The row names no Site (id, project_id or slug), and a new one needs a title.' });
    return undefined;
  }
  return row;
}

/** Two rows for one Site would make the result depend on their order. */
function isFirst(row: CsvSiteRow, seen: Map<string, number>, refuse: Refuse): boolean {
  const keys: [string, string | undefined][] = [['id', row.id?.toLowerCase()], ['project_id', row.projectId], ['slug', row.slug]];
  for (const [field, value] of keys) {
    const earlier = value === undefined ? undefined : seen.get(`${field} ${value}`);
    if (earlier !== undefined) {
      refuse({ line: row.line, field, reason: `Line ${earlier} is about the same Site. Bring the two together in one row.` });
      return false;
    }
  }
  for (const [field, value] of keys) if (value !== undefined) seen.set(`${field} ${value}`, row.line);
  return true;
}
