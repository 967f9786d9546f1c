import type { ImportRefusal } from './refusal';

/** A physical line of the file with its own line break, so that a quoted cell is rebuilt exactly. */
export type CsvLine = { number: number; text: string; ending: string };

/** What makes a file unreadable as a whole. */
export class CsvFileProblem extends Error {
  constructor(
    readonly line: number,
    reason: string,
    /** Where there is more to say than one reason. */
    readonly refused?: ImportRefusal[],
  ) {
    super(reason);
  }
}

export type CsvInput = string | Uint8Array | AsyncIterable<string | Uint8Array>;

const maxLine = 1024 * 1024;

/** Splits UTF-8 text into lines as it comes. A byte order mark at the start is taken off: spreadsheets write it. */
export async function* csvLines(input: CsvInput, maxBytes: number): AsyncGenerator<CsvLine> {
  let rest = '';
  let number = 0;
  for await (const text of decoded(input, maxBytes)) {
    const all = rest + text;
    let start = 0;
    const breaks = /\r\n|\n|\r(?!$)/g;
    for (let found = breaks.exec(all); found !== null; found = breaks.exec(all)) {
      number += 1;
      yield { number, text: all.slice(start, found.index), ending: found[0] };
      start = breaks.lastIndex;
    }
    rest = all.slice(start);
    if (rest.length > maxLine) throw new CsvFileProblem(number + 1, 'This line is longer than a million characters. Check that the file is CSV.');
  }
  if (rest === '') return;
  const ending = rest.endsWith('\r') ? '\r' : '';
  yield { number: number + 1, text: rest.slice(0, rest.length - ending.length), ending };
}

async function* decoded(input: CsvInput, maxBytes: number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let bytes = 0;
  let first = true;
  for await (const chunk of csvChunks(input)) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new CsvFileProblem(1, `The file is larger than ${Math.round(maxBytes / 1024 / 1024)} MiB. Import it in parts.`);
    if (first && typeof chunk !== 'string' && isUtf16(chunk)) throw new CsvFileProblem(1, notUtf8);
    const text = typeof chunk === 'string' ? chunk : decode(decoder, chunk);
    if (text === '') continue;
    yield first ? text.replace(/^\ufeff/, '') : text;
    first = false;
  }
  const tail = decode(decoder, undefined);
  if (tail !== '') yield tail;
}

/** Large inputs in pieces, so that no regular expression and no buffer meets them whole. */
export async function* csvChunks(input: CsvInput): AsyncGenerator<string | Uint8Array> {
  if (typeof input !== 'string' && !(input instanceof Uint8Array)) {
    yield* input;
    return;
  }
  for (let at = 0; at < input.length; at += 65_536) yield input.slice(at, at + 65_536);
}

const notUtf8 = 'The file is not UTF-8 text. Save it as “CSV UTF-8”.';

function decode(decoder: TextDecoder, chunk: Uint8Array | undefined): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw new CsvFileProblem(1, notUtf8);
  }
}

function isUtf16(chunk: Uint8Array): boolean {
  return (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff);
}
