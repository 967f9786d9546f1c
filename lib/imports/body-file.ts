import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Bodies that are appended at once: what the database client remembers of past statements has to stay small. */
const batch = 100;

/**
 * Sealed events that wait for the end of a long transaction: written to the chain as they come, they would keep every other
 * change in the workspace waiting from the first to the last. On disk, since those of 100,000 Sites are no small matter for
 * the memory; without a name, so that the file is gone with the process.
 */
export class BodyFile {
  private readonly parts: { position: number; length: number }[] = [];
  private end = 0;

  private constructor(private readonly file: FileHandle) {}

  static async open(): Promise<BodyFile> {
    const name = path.join(tmpdir(), `siteward-events-${randomUUID()}`);
    const file = await open(name, 'wx+', 0o600);
    await unlink(name);
    return new BodyFile(file);
  }

  async add(bodies: readonly string[]): Promise<void> {
    for (let from = 0; from < bodies.length; from += batch) {
      const part = Buffer.from(bodies.slice(from, from + batch).join('\n'));
      await this.file.writeFile(part);
      this.parts.push({ position: this.end, length: part.length });
      this.end += part.length;
    }
  }

  /** All of them in their order, some at a time. */
  async *read(): AsyncGenerator<string[]> {
    for (const { position, length } of this.parts) {
      const part = Buffer.alloc(length);
      const { bytesRead } = await this.file.read(part, 0, length, position);
      if (bytesRead < length) throw new Error(`the file of waiting events ends after ${position + bytesRead} of ${this.end} bytes`);
      yield part.toString().split('\n');
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
