import type { ReadRows, RowAsk, RowPage } from './row-page';

/** A row at its place in the list. `misfits`: it changed, and the list would no longer hold it. */
export interface PlacedRow<Row> {
  row: Row;
  misfits: boolean;
}

interface Load {
  start: number;
  end: number;
  abort: AbortController;
}

const pageSize = 100;
/** How many rows beyond those in the page are asked for. */
const ahead = 50;
/** How many rows are kept, at most. */
const kept = 3_000;
/** A jump asks once it has come to rest, not for all that it passes. */
const rest = 50;
const longestRange = 5_000;

/**
 * The rows of one list (one filter, one sort) by their number, as far as they were asked for. What was scrolled past is
 * no longer waited for, and an older answer never overwrites a newer one.
 */
export class RowStore<Row extends { id: string }> {
  /** Grows with every change. */
  version = 0;
  /** How many rows there are. */
  total: number;
  /** Why rows are missing, and the first of them. */
  failure: { at: number; message: string } | null = null;
  #rows = new Map<number, PlacedRow<Row> & { asked: number }>();
  #after = new Map<number, string>();
  #before = new Map<number, string>();
  #loads: Load[] = [];
  #wanted = { start: 0, end: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  /** The last that was asked when somebody pressed for all that is missing. */
  #retried = 0;
  #listeners = new Set<() => void>();

  constructor(private readonly read: ReadRows<Row>, total: number) {
    this.total = total;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  };
  getVersion = (): number => this.version;

  at(index: number): PlacedRow<Row> | undefined {
    return this.#rows.get(index);
  }

  /** Ids with their places, in the order of the list. */
  loaded(start = 0, end = Infinity): { index: number; id: string }[] {
    return [...this.#rows].filter(([index]) => index >= start && index < end).sort(([a], [b]) => a - b).map(([index, { row }]) => ({ index, id: row.id }));
  }

  /** Takes over a page that came with the document. */
  seed(start: number, page: RowPage<Row>, total: number): void {
    this.total = total;
    this.#place(start, page, (this.#asked += 1));
    this.#notify();
  }

  /** Sees to it that these rows, and some around them, are there or on their way. */
  want(start: number, end: number, around = ahead): void {
    this.#wanted = { start: Math.max(0, start - around), end: Math.min(this.total, end + around) };
    for (const load of this.#loads) if (load.end <= this.#wanted.start || load.start >= this.#wanted.end) this.#drop(load);
    if (this.failure !== null && (this.failure.at >= this.#wanted.end || this.failure.at + pageSize <= this.#wanted.start)) this.failure = null;
    clearTimeout(this.#timer);
    if (this.#missing() !== null) this.#timer = setTimeout(() => this.#fill(), rest);
  }

  retry(): void {
    this.failure = null;
    this.#retried = this.#asked;
    this.#notify();
    this.#fill();
  }

  /** Asks anew for what is in sight; what is there stays until the answer is. */
  reload(): void {
    for (const load of [...this.#loads]) this.#drop(load);
    const { start, end } = this.#wanted;
    for (const index of [...this.#rows.keys()]) if (index < start || index >= end) this.#rows.delete(index);
    this.#after.clear();
    this.#before.clear();
    this.failure = null;
    for (let at = start; at < end; at += pageSize) void this.#load(at, Math.min(at + pageSize, end), { limit: pageSize, offset: at });
  }

  /** Looks again at rows that changed: they stay where they are; those that the list no longer holds are marked. */
  async refresh(ids: readonly string[]): Promise<{ found: ReadonlyMap<string, Row>; gone: string[] }> {
    const asked = (this.#asked += 1);
    const found = new Map<string, Row>();
    for (let at = 0; at < ids.length; at += pageSize) {
      const { items } = await this.read({ limit: pageSize, ids: ids.slice(at, at + pageSize) });
      for (const row of items) found.set(row.id, row);
    }
    const looked = new Set(ids);
    const gone: string[] = [];
    let isChanged = false;
    for (const [index, placed] of this.#rows) {
      if (!looked.has(placed.row.id) || placed.asked > asked) continue;
      const row = found.get(placed.row.id);
      if (row === undefined) gone.push(placed.row.id);
      isChanged = true;
      this.#rows.set(index, { row: row ?? placed.row, misfits: row === undefined, asked });
    }
    if (isChanged) this.#notify();
    return { found, gone };
  }

  /** The ids of all rows from one to another, asked for where they are not here. @throws where there are too many. */
  async idsBetween(from: number, to: number): Promise<string[]> {
    const [start, end] = from < to ? [from, to + 1] : [to, from + 1];
    if (end - start > longestRange) throw new Error(`A range can hold ${longestRange.toLocaleString('en-US')} rows at most. Choose all that match instead.`);
    const ids: string[] = [];
    for (let at = start; at < end; ) {
      const here = this.#rows.get(at);
      const more = here !== undefined ? [here.row] : (await this.read({ limit: Math.min(pageSize, end - at), offset: at })).items;
      if (more.length === 0) break;
      ids.push(...more.map(({ id }) => id));
      at += more.length;
    }
    return ids;
  }

  /** Pages for links: the next begins at or after a row, the previous ends at or before one. */
  pageAfter(index: number): { offset: number; cursor: string } | null {
    const starts = [...this.#after].filter(([start]) => start >= index).sort(([a], [b]) => a - b);
    return starts[0] === undefined ? null : { offset: starts[0][0], cursor: starts[0][1] };
  }
  pageBefore(index: number): { end: number; cursor: string } | null {
    const ends = [...this.#before].filter(([end]) => end <= index).sort(([a], [b]) => b - a);
    return ends[0] === undefined ? null : { end: ends[0][0], cursor: ends[0][1] };
  }

  #fill(): void {
    for (let run = this.#missing(); run !== null && this.failure === null; run = this.#missing()) {
      const { start, end } = run;
      const after = this.#after.get(start);
      const before = this.#before.get(end);
      const reach = Math.min(start + pageSize, this.total);
      if (after !== undefined) void this.#load(start, reach, { limit: pageSize, cursor: after });
      else if (before !== undefined) void this.#load(Math.max(0, end - pageSize), end, { limit: Math.min(end, pageSize), cursor: before });
      else void this.#load(start, reach, { limit: pageSize, offset: start });
    }
  }

  /** The first wanted rows that are neither here nor on their way. */
  #missing(): { start: number; end: number } | null {
    const isHere = (index: number) => this.#rows.has(index) || this.#loads.some((load) => index >= load.start && index < load.end);
    let { start } = this.#wanted;
    while (start < this.#wanted.end && isHere(start)) start += 1;
    if (start >= this.#wanted.end) return null;
    let end = start + 1;
    while (end < this.#wanted.end && !isHere(end)) end += 1;
    return { start, end };
  }

  async #load(start: number, end: number, ask: RowAsk): Promise<void> {
    const load = { start, end, abort: new AbortController() };
    const asked = (this.#asked += 1);
    this.#loads.push(load);
    try {
      const page = await this.read(ask, load.abort.signal);
      if (load.abort.signal.aborted) return;
      this.#place(start, page, asked);
      // Where the list says that it ends, it ends, whatever was counted before.
      if (page.next === null) this.total = start + page.items.length;
      this.#evict();
    } catch (error) {
      if (load.abort.signal.aborted) return;
      if (asked > this.#retried) this.failure = { at: start, message: error instanceof Error ? error.message : 'The rows could not be loaded.' };
    } finally {
      this.#loads = this.#loads.filter((each) => each !== load);
    }
    // It was asked before somebody pressed for all that is missing.
    if (asked <= this.#retried) this.#fill();
    this.#notify();
  }

  #place(start: number, { items, next, previous }: RowPage<Row>, asked: number): void {
    items.forEach((row, at) => {
      const there = this.#rows.get(start + at);
      if (there === undefined || there.asked < asked) this.#rows.set(start + at, { row, misfits: false, asked });
    });
    if (next !== null) this.#after.set(start + items.length, next);
    if (previous !== null && start > 0) this.#before.set(start, previous);
  }

  #evict(): void {
    if (this.#rows.size <= kept) return;
    const middle = (this.#wanted.start + this.#wanted.end) / 2;
    for (const index of this.#rows.keys()) if (Math.abs(index - middle) > kept / 2) this.#rows.delete(index);
    for (const edges of [this.#after, this.#before]) for (const index of edges.keys()) if (Math.abs(index - middle) > kept / 2) edges.delete(index);
  }

  #drop(load: Load): void {
    load.abort.abort();
    this.#loads = this.#loads.filter((each) => each !== load);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    for (const load of [...this.#loads]) this.#drop(load);
  }

  #notify(): void {
    this.version += 1;
    for (const listener of this.#listeners) listener();
  }
}
