import { cleanText } from './clean-text';
import { plainCell } from '../../domain/csv-cell';
import { sitesCsvColumns, type CsvSite, type SitesCsvColumn } from './csv-columns';
import { CsvFileProblem, type CsvInput } from './csv-lines';
import { csvRecords, type CsvRecord } from './csv-records';
import type { ImportRefusal } from './refusal';

/** A row of the file: what it says about one Site, and the line on which it stands. */
export type CsvSiteRow = CsvSite & { line: number };

export type SitesCsv = { rows: CsvSiteRow[]; refused: ImportRefusal[] };

export type CsvLimits = { bytes: number; rows: number };
const csvLimits: CsvLimits = { bytes: 128 * 1024 * 1024, rows: 200_000 };

const maxRefusals = 1000;

/**
 * Reads a CSV of Sites. The header decides: a column that is unknown or stands twice refuses the whole file, since its
 * data would be lost without a word. After that every bad row is refused by line and field, all of its fields at once,
 * and the others arrive. A row whose id begins with # is a comment, as in the template. A row without id, project_id and
 * slug is told by its title. An absent column leaves a field as it is, an empty cell clears it.
 */
export async function parseSitesCsv(input: CsvInput, limits: CsvLimits = csvLimits): Promise<SitesCsv> {
  const result: SitesCsv = { rows: [], refused: [] };
  const refuse = (refusal: ImportRefusal): void => {
    if (result.refused.length < maxRefusals) result.refused.push(refusal);
    else if (result.refused.length === maxRefusals) result.refused.push({ reason: `More than ${maxRefusals} cells were refused. Correct these first.` });
  };
  let columns: SitesCsvColumn[] | undefined;
  const seen = new Map<string, number>();
  try {
    for await (const record of csvRecords(input, limits.bytes)) {
      if (columns === undefined) {
        const header = headerOf(record);
        if (Array.isArray(header)) columns = header;
        else return { rows: [], refused: header.refused };
      } else if (result.rows.length >= limits.rows) {
        throw new CsvFileProblem(record.line, `The file has more than ${limits.rows} rows. Import it in parts.`);
      } else if ('reason' in record) {
        refuse(record);
      } else {
        const row = rowOf(record, columns, refuse);
        if (row !== undefined && isFirst(row, seen, refuse)) result.rows.push(row);
      }
    }
  } catch (error) {
    if (!(error instanceof CsvFileProblem)) throw error;
    return { rows: [], refused: [{ line: error.line, reason: error.message }] };
  }
  if (columns === undefined) return { rows: [], refused: [{ line: 1, reason: 'The file is empty. Begin with the header of the template.' }] };
  return result;
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
  refuse: (refusal: ImportRefusal) => void,
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
function isFirst(row: CsvSiteRow, seen: Map<string, number>, refuse: (refusal: ImportRefusal) => void): boolean {
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
