import { stringify, type Options } from 'csv-stringify/sync';
import { neutralCell } from '../../domain/csv-cell';
import { sitesCsvColumns, type CsvSite } from './csv-columns';

/** Opens in spreadsheets as it is: UTF-8 with byte order mark, CRLF, every cell that could confuse one in quotes. */
const options: Options = { record_delimiter: '\r\n', quoted_match: /[\r\n;\t]|^\s|\s$/ };
const byteOrderMark = '\ufeff';

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

/** The header and one example, which an import passes over because its id begins with #. */
export function sitesCsvTemplate(): string {
  return byteOrderMark + stringify([header, sitesCsvColumns.map(({ example }) => neutralCell(example))], options);
}
