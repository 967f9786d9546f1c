import { open, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

export type InsideResult = { kind: 'text'; bytes: Uint8Array } | { kind: 'absent' } | { kind: 'refused'; reason: string };

/** Reads at most `limit` bytes of a regular file, and only if it really lies below `top`, wherever links lead. */
export async function readInside(top: string, path: string, limit: number): Promise<InsideResult> {
  try {
    const real = await realpath(join(top, path));
    if (!real.startsWith(top.endsWith(sep) ? top : `${top}${sep}`)) {
      return { kind: 'refused', reason: 'It is a link that leads out of the folder, so it was not read. Put the file itself there.' };
    }
    // Opening a pipe would wait for a writer for ever.
    if (!(await stat(real)).isFile()) return { kind: 'refused', reason: 'It is not a regular file, so it was not read.' };
    const file = await open(real, 'r');
    try {
      const buffer = Buffer.alloc(limit);
      let size = 0;
      while (size < limit) {
        const { bytesRead } = await file.read(buffer, size, limit - size, size);
        if (bytesRead === 0) break;
        size += bytesRead;
      }
      return { kind: 'text', bytes: buffer.subarray(0, size) };
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' };
    if (code === 'ELOOP') return { kind: 'refused', reason: 'It is a link that leads to itself. Put the file itself there.' };
    return { kind: 'refused', reason: 'The file can’t be read. Check its permissions.' };
  }
}
