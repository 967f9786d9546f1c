import { ProblemError } from './problem';

const megabyte = 1024 * 1024;

/** What bodies may weigh. Imports are read whole, so their limit is what one request may cost in memory. */
export const bodyLimits = { json: megabyte, import: 32 * megabyte } as const;

/** Reads a body up to `limit` bytes. @throws ProblemError 413 as soon as more arrive. */
export async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = (): ProblemError => new ProblemError('too-large', `Send at most ${Math.floor(limit / megabyte)} MB.`);
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
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
