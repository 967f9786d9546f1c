import { csvLines, type CsvInput, type CsvLine } from './csv-lines';

/** A record with the line on which it begins; or why that line could not be taken apart. */
export type CsvRecord = { line: number; cells: string[] } | { line: number; reason: string };

const maxRecordLines = 1000;
const maxRecordLength = 256 * 1024;

/**
 * Takes CSV apart, record by record. The delimiter (`,`, `;` or tab) is what the first line has most of. A line with a
 * quote that is never closed, or stands where none may, is refused alone: reading goes on with the next line, so that one
 * stray quote does not swallow the rest of the file.
 */
export async function* csvRecords(input: CsvInput, maxBytes: number): AsyncGenerator<CsvRecord> {
  const lines = new LineQueue(csvLines(input, maxBytes));
  let delimiter: string | undefined;
  for (;;) {
    const first = await lines.at(0);
    if (first === undefined) return;
    if (first.text.trim() === '') {
      lines.drop(1);
      continue;
    }
    if (delimiter === undefined) {
      // Some spreadsheets announce the delimiter on a line of its own.
      const announced = /^sep=([,;\t])$/i.exec(first.text)?.[1];
      delimiter = announced ?? delimiterOf(first.text);
      if (announced !== undefined) {
        lines.drop(1);
        continue;
      }
    }
    const whole = await wholeRecord(lines);
    const cells = whole === undefined ? undefined : cellsOf(whole.text, delimiter);
    lines.drop(cells === undefined ? 1 : (whole?.lines ?? 1));
    yield cells === undefined
      ? { line: first.number, reason: 'A quotation mark on this line is not closed, or stands inside a cell without being doubled. Correct the quotes.' }
      : { line: first.number, cells };
  }
}

/** Joins lines until every quote has its partner. */
async function wholeRecord(lines: LineQueue): Promise<{ text: string; lines: number } | undefined> {
  let text = '';
  let odd = false;
  for (let index = 0; index < maxRecordLines && text.length <= maxRecordLength; index += 1) {
    const line = await lines.at(index);
    if (line === undefined) return undefined;
    text += line.text;
    odd = odd !== hasOddQuotes(line.text);
    if (!odd) return text.length <= maxRecordLength ? { text, lines: index + 1 } : undefined;
    text += line.ending;
  }
  return undefined;
}

function hasOddQuotes(text: string): boolean {
  let odd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) odd = !odd;
  return odd;
}

/** Takes a record apart as RFC 4180 says; undefined where a quote stands inside a cell, or text behind a closing one. */
function cellsOf(record: string, delimiter: string): string[] | undefined {
  if (!record.includes('"')) return record.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; ; at += 1) {
    if (record[at] === '"') {
      const end = closingQuote(record, at + 1);
      if (end < 0 || (end + 1 < record.length && record[end + 1] !== delimiter)) return undefined;
      cells.push(record.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      const next = record.indexOf(delimiter, at);
      const end = next < 0 ? record.length : next;
      const cell = record.slice(at, end);
      if (cell.includes('"')) return undefined;
      cells.push(cell);
      at = end;
    }
    if (at >= record.length) return cells;
  }
}

/** Where the cell that begins at `from` is closed: the first quote that isn't doubled. */
function closingQuote(record: string, from: number): number {
  let at = record.indexOf('"', from);
  while (at >= 0 && record[at + 1] === '"') at = record.indexOf('"', at + 2);
  return at;
}

function delimiterOf(header: string): string {
  const outside = header.replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: outside.split(delimiter).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

/** Lines that were looked at and may have to be looked at again. */
class LineQueue {
  private waiting: CsvLine[] = [];
  private from = 0;
  constructor(private readonly source: AsyncGenerator<CsvLine>) {}

  async at(index: number): Promise<CsvLine | undefined> {
    while (this.waiting.length - this.from <= index) {
      const next = await this.source.next();
      if (next.done === true) return undefined;
      this.waiting.push(next.value);
    }
    return this.waiting[this.from + index];
  }

  drop(count: number): void {
    this.from += count;
    if (this.from < 1024) return;
    this.waiting = this.waiting.slice(this.from);
    this.from = 0;
  }
}
