import type { Listener } from './listen';
import { readBulkProgress, readSitesChanged, type BulkProgress } from './notice';

/** What one stream may tell, and for how long. */
export type StreamOptions = {
  listener: Pick<Listener, 'subscribe'>;
  /** Of the ids, those of Sites that the person may see. */
  visibleIds: (ids: string[]) => Promise<string[]>;
  seesBulk: (id: string) => Promise<boolean>;
  isAdmitted: () => Promise<boolean>;
  /** The stream's end; the browser comes back and is let in anew. */
  lastsMs: number;
  pace?: { gatherMs: number; heartbeatMs: number; admissionMs: number };
};

/** What happens within `gatherMs` is told at once; a proxy between hears something every `heartbeatMs`. */
const usualPace = { gatherMs: 250, heartbeatMs: 15_000, admissionMs: 45_000 };
/** More ids than this are no news of single rows. */
const mostIds = 200;
/** How long a browser waits before it comes back, in ms. */
const retryMs = 2_000;

const encoder = new TextEncoder();

/**
 * Changes as server-sent events: `sites` with `{"ids":[…]}` or `{"many":true}`, `bulk` with how far a bulk action is,
 * and `end` when the session is over; the comment `listening` says that from there on nothing is missed. What can't be sent yet, because the reader is slow, is gathered and not queued.
 */
export function changeStream(options: StreamOptions): ReadableStream<Uint8Array> {
  let teller: Teller | undefined;
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      teller = new Teller(controller, options);
    },
    pull: () => teller?.tellSoon(),
    cancel: () => teller?.close(),
  });
}

class Teller {
  private ids = new Set<string>();
  private isMany = false;
  private bulk = new Map<string, BulkProgress>();
  private gathering: NodeJS.Timeout | undefined;
  private isTelling = false;
  private isClosed = false;
  private readonly timers: NodeJS.Timeout[];
  private readonly unsubscribe: () => void;

  constructor(
    private readonly controller: ReadableStreamDefaultController<Uint8Array>,
    private readonly options: StreamOptions,
  ) {
    const { listener, lastsMs, pace = usualPace } = options;
    this.write(`retry: ${retryMs}\n\n`);
    this.timers = [
      setInterval(() => this.hasRoom() && this.write(': still here\n\n'), pace.heartbeatMs),
      setInterval(() => void this.askAdmission(), pace.admissionMs),
      setTimeout(() => this.close(), lastsMs),
    ];
    this.unsubscribe = listener.subscribe({
      notified: (channel, payload) => {
        if (channel === 'site_changed') this.noteSites(payload);
        else this.noteBulk(payload);
      },
      listening: (again) => {
        this.write(': listening\n\n');
        this.isMany ||= again;
        this.tellSoon();
      },
      ended: () => this.close(),
    });
  }

  /** Tells what is gathered after a moment, in which more of the same may come. */
  tellSoon(): void {
    const isSomething = this.isMany || this.ids.size > 0 || this.bulk.size > 0;
    if (!isSomething || this.isClosed || this.isTelling || this.gathering !== undefined || !this.hasRoom()) return;
    this.gathering = setTimeout(() => void this.tell(), (this.options.pace ?? usualPace).gatherMs);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.unsubscribe();
    for (const timer of [...this.timers, this.gathering]) clearTimeout(timer);
    try {
      this.controller.close();
    } catch {
      // The reader has closed it already.
    }
  }

  private noteSites(payload: string): void {
    const changed = readSitesChanged(payload);
    if ('many' in changed) this.isMany = true;
    else for (const id of changed.ids) this.ids.add(id);
    if (this.ids.size > mostIds) this.isMany = true;
    if (this.isMany) this.ids.clear();
    this.tellSoon();
  }

  private noteBulk(payload: string): void {
    const progress = readBulkProgress(payload);
    if (progress === null) return;
    this.bulk.set(progress.id, progress);
    this.tellSoon();
  }

  private async tell(): Promise<void> {
    const { ids, isMany, bulk } = this;
    this.ids = new Set();
    this.isMany = false;
    this.bulk = new Map();
    this.gathering = undefined;
    this.isTelling = true;
    try {
      if (isMany) this.send('sites', { many: true });
      else if (ids.size > 0) await this.tellOf([...ids]);
      for (const progress of bulk.values()) if (await this.options.seesBulk(progress.id)) this.send('bulk', progress);
    } catch {
      // Nobody knows who may see what while the database is away. That something changed is no secret.
      this.send('sites', { many: true });
    } finally {
      this.isTelling = false;
      this.tellSoon();
    }
  }

  private async tellOf(ids: string[]): Promise<void> {
    const visible = await this.options.visibleIds(ids);
    if (visible.length > 0) this.send('sites', { ids: visible });
  }

  private async askAdmission(): Promise<void> {
    // A database that doesn't answer ends no session; the next question will.
    if (await this.options.isAdmitted().catch(() => true)) return;
    this.send('end', {});
    this.close();
  }

  private send(event: string, data: object): void {
    this.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  private write(text: string): void {
    if (!this.isClosed) this.controller.enqueue(encoder.encode(text));
  }

  private hasRoom(): boolean {
    return !this.isClosed && (this.controller.desiredSize ?? 0) > 0;
  }
}
