import { stringify, type Options } from 'csv-stringify/sync';
import { neutralCell } from '../../domain/csv-cell';
import { sitesCsvColumns, type CsvSite } from './csv-columns';

/** Opens in spreadsheets as it is: UTF-8 with byte order mark, CRLF, every cell that could confuse one in quotes. */
const options: Options = { record_delimiter: '\r\n', quoted_match: /[\r\n;\t]|^\s|\s$/ };
const byteOrderMark = '\ufeff';
const batch = 500;

const header = sitesCsvColumns.map(({ name }) => name);

/** The cells of one Site in the order of the columns, formulas neutralised. */
function sitesCsvCells(site: CsvSite): string[] {
  return sitesCsvColumns.map((column) => neutralCell(column.write(site)));
}

/** The header and a row for each Site, as one text. */
export function writeSitesCsv(sites: Iterable<CsvSite>): string {
  const rows = [header];
  for (const site of sites) rows.push(sitesCsvCells(site));
  return byteOrderMark + stringify(rows, options);
}

/** The same in pieces, as the Sites come: for `Readable.from` or a streaming answer. Holds 500 rows at most. */
export async function* sitesCsvChunks(sites: Iterable<CsvSite> | AsyncIterable<CsvSite>): AsyncGenerator<string> {
  let rows = [header];
  let mark = byteOrderMark;
  for await (const site of sites as AsyncIterable<CsvSite>) {
    rows.push(sitesCsvCells(site));
    if (rows.length < batch) continue;
    yield mark + stringify(rows, options);
    rows = [];
    mark = '';
  }
  if (rows.length > 0) yield mark + stringify(rows, options);
}

/** The header and one example, which an import passes over because its id begins with #. */
export function sitesCsvTemplate(): string {
  return byteOrderMark + stringify([header, sitesCsvColumns.map(({ example }) => neutralCell(example))], options);
}
