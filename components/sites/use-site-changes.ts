/** Ids of Sites that changed; `many` when they were too many to name, or some may have been missed. */
export type ChangedSites = string[] | 'many';
/** How far a bulk action is, in Sites. */
export type BulkProgress = { id: string; state: string; done: number; total: number };

const address = '/api/v1/sites/changes';
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** A tab that nobody looks at gives its connection back: browsers allow few of them to one host. */
const hiddenForMs = 30_000;

/** The tab's one stream of changes, open as long as somebody listens and the tab is looked at. */
class ChangeSource {
  readonly sites = new Set<(changed: ChangedSites) => void>();
  readonly bulk = new Set<(progress: BulkProgress) => void>();
  private source: EventSource | null = null;
  private again: ReturnType<typeof setTimeout> | undefined;
  private hiding: ReturnType<typeof setTimeout> | undefined;
  private pauseMs = firstPauseMs;
  /** Whether there was a stream before this one: in between, changes went unheard. */
  private hasHeard = false;
  /** The session ended: asking again would only be refused again. */
  private isOver = false;

  add<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
    if (this.isUnheard()) document.addEventListener('visibilitychange', this.onVisibility);
    listeners.add(listener);
    this.open();
    return () => {
      listeners.delete(listener);
      if (!this.isUnheard()) return;
      document.removeEventListener('visibilitychange', this.onVisibility);
      clearTimeout(this.hiding);
      this.close();
      this.hasHeard = false; // whoever comes next starts with what the server shows then
    };
  }

  private isUnheard(): boolean {
    return this.sites.size + this.bulk.size === 0;
  }

  private open(): void {
    if (this.source !== null || this.isOver) return;
    clearTimeout(this.again);
    if (document.visibilityState === 'hidden') {
      this.hasHeard = true; // by the time that somebody looks, much may have happened
      return;
    }
    const source = new EventSource(address);
    this.source = source;
    source.onopen = () => {
      this.pauseMs = firstPauseMs;
      if (this.hasHeard) this.tellSites('many');
      this.hasHeard = true;
    };
    source.addEventListener('sites', ({ data }: MessageEvent<string>) => {
      const changed = JSON.parse(data) as { ids?: string[] };
      this.tellSites(changed.ids ?? 'many');
    });
    source.addEventListener('bulk', ({ data }: MessageEvent<string>) => {
      const progress = JSON.parse(data) as BulkProgress;
      for (const listener of this.bulk) listener(progress);
    });
    source.addEventListener('end', () => {
      this.isOver = true;
      this.close();
    });
    // The browser's own way back stops at the first answer that is no stream, such as that of a proxy without a server.
    source.onerror = () => {
      this.close();
      this.again = setTimeout(() => this.open(), this.pauseMs * (0.75 + Math.random() / 2));
      this.pauseMs = Math.min(this.pauseMs * 2, longestPauseMs);
    };
  }

  private close(): void {
    clearTimeout(this.again);
    this.source?.close();
    this.source = null;
  }

  private readonly onVisibility = (): void => {
    clearTimeout(this.hiding);
    if (document.visibilityState === 'visible') this.open();
    else this.hiding = setTimeout(() => this.close(), hiddenForMs);
  };

  private tellSites(changed: ChangedSites): void {
    for (const listener of this.sites) listener(changed);
  }
}

const changes = new ChangeSource();

/** Tells which Sites changed, wherever that happened. */
export const siteChanges = {
  subscribe: (listener: (changed: ChangedSites) => void): (() => void) => changes.add(changes.sites, listener),
};

/** Tells how far bulk actions are: one's own, and for those who see all of them, all. */
export const bulkChanges = {
  subscribe: (listener: (progress: BulkProgress) => void): (() => void) => changes.add(changes.bulk, listener),
};
