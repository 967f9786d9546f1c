import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ProblemError } from './problem';

const megabyte = 1024 * 1024;

/** What bodies may weigh. Imports are read whole, so their limit is what one request may cost in memory; CSV goes through a file. */
export const bodyLimits = { json: megabyte, import: 32 * megabyte, csv: 256 * megabyte } as const;

/** Reads a body up to `limit` bytes. @throws ProblemError 413 as soon as more arrive, 400 where fewer come than were announced. */
export async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bodyChunks(request, limit)) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

/** A body that waits on disk, to be read as often as is needed. */
export interface SpooledBody {
  open: () => AsyncIterable<Uint8Array>;
  close: () => Promise<void>;
}

/**
 * Takes a large body in before the work on it begins: no transaction waits for somebody's slow line, and whoever has sent
 * everything may go. The file has no name any more, so it is gone with the process, whatever ends it.
 * @throws ProblemError 413 as soon as more than `limit` bytes arrive, 400 where fewer come than were announced.
 */
export async function spoolBody(request: Request, limit: number): Promise<SpooledBody> {
  const name = path.join(tmpdir(), `siteward-body-${randomUUID()}`);
  const file = await open(name, 'wx+', 0o600);
  try {
    await unlink(name);
    for await (const chunk of bodyChunks(request, limit)) await file.writeFile(chunk);
  } catch (error) {
    await file.close();
    throw error;
  }
  return { open: () => chunksOf(file), close: () => file.close() };
}

async function* chunksOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(65_536);
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield Uint8Array.prototype.slice.call(buffer, 0, bytesRead);
  }
}

async function* bodyChunks(request: Request, limit: number): AsyncGenerator<Uint8Array> {
  const tooLarge = (): ProblemError => new ProblemError('too-large', `Send at most ${Math.floor(limit / megabyte)} MB.`);
  const announced = Number(request.headers.get('content-length') ?? 0);
  const reader = request.body?.getReader();
  let isWhole = reader === undefined;
  try {
    if (announced > limit) throw tooLarge();
    let size = 0;
    while (reader !== undefined) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > limit) throw tooLarge();
      yield value;
    }
    isWhole = true;
    // Whatever stands in front of us may have cut it off: half a file must not pass for a whole one.
    if (size < announced) throw new ProblemError('invalid', `Only ${size} of ${announced} bytes arrived. Nothing was changed; send it again.`);
  } finally {
    if (!isWhole && reader !== undefined) void drain(reader);
  }
}

/** Not awaited. Who is still sending hears the refusal only if what they send is taken off the line; a bound keeps it from being endless. */
async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    for (let left = 64 * megabyte; left > 0; ) {
      const { done, value } = await reader.read();
      if (done) return;
      left -= value.byteLength;
    }
    await reader.cancel();
  } catch {
    // The line is gone, and with it whoever would have heard.
  }
}

/** Reads a JSON body; an empty one is an empty object. @throws ProblemError 400, 413 or 415. */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const bytes = await readBody(request, limit);
  if (bytes.byteLength === 0) return {};
  const type = contentType(request);
  if (type !== 'application/json' && !type.endsWith('+json')) {
    throw new ProblemError('unsupported-media-type', 'Send the body as application/json.');
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (error) {
    throw new ProblemError('invalid', `The body is not valid JSON: ${(error as Error).message}`);
  }
}

export function contentType(request: Request): string {
  return (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
