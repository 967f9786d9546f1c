import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DomainEvent } from '@/lib/domain/events';

/** Small enough that what the database client remembers of past statements stays small. */
const batch = 100;

/**
 * Events that wait for the end of a long transaction: written to the chain as they come, they would keep every other change
 * in the workspace waiting from the first to the last. On disk, since those of 100,000 Sites are no small matter for the
 * memory; without a name, so that the file is gone with the process.
 */
export class EventFile {
  private constructor(private readonly file: FileHandle) {}

  static async open(): Promise<EventFile> {
    const name = path.join(tmpdir(), `siteward-events-${randomUUID()}`);
    const file = await open(name, 'wx+', 0o600);
    await unlink(name);
    return new EventFile(file);
  }

  async add(events: readonly DomainEvent[]): Promise<void> {
    if (events.length > 0) await this.file.appendFile(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  }

  /** All of them in their order, some at a time. */
  async *read(): AsyncGenerator<DomainEvent[]> {
    let events: DomainEvent[] = [];
    for await (const line of this.file.readLines({ start: 0, autoClose: false })) {
      events.push(JSON.parse(line) as DomainEvent);
      if (events.length < batch) continue;
      yield events;
      events = [];
    }
    if (events.length > 0) yield events;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
