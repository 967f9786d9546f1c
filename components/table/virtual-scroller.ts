import { scrollScale, type ScrollScale } from './scroll-scale';

/** The rows that stand in the page, and the px of room before and after them. */
export interface RowView {
  start: number;
  end: number;
  before: number;
  after: number;
}

export interface ScrollerSize {
  rows: number;
  /** All in px. The head sticks over the rows. */
  rowHeight: number;
  headHeight: number;
}

/** Rows are drawn this many at a time, so that most scrolling draws none. */
const step = 10;
const margin = 12;
const settling = 150;

/**
 * Says which rows of a long list a scrolling element shows. Where the list is longer than browsers can lay out, short
 * ways still scroll px for px, and long ones by the scale; once the bar rests, it is put where the rows belong on it.
 */
export class VirtualScroller {
  view: RowView | null = null;
  /** The first and the last row in sight. */
  visible = { first: 0, last: 0 };
  #listeners = new Set<() => void>();
  #region: HTMLElement | null = null;
  #size: ScrollerSize = { rows: 0, rowHeight: 1, headHeight: 0 };
  #scale: ScrollScale = scrollScale(0, 1, 0);
  #viewport = 0;
  #top = 0;
  #offset = 0;
  /** A position that the element can take once its new rows are laid out. */
  #wanted: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes the element over, with the row that is first in sight. Returns what lets go of it. */
  attach(region: HTMLElement, first: number): () => void {
    this.#region = region;
    const onScroll = () => this.#onScroll();
    const observer = new ResizeObserver(() => this.#measure());
    region.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(region);
    this.#offset = first * this.#size.rowHeight;
    this.#measure();
    return () => {
      region.removeEventListener('scroll', onScroll);
      observer.disconnect();
      clearTimeout(this.#timer);
      this.#region = null;
      this.view = null;
      this.#notify();
    };
  }

  /** A list that grew, shrank or got other rows keeps its first row in sight. */
  resize(size: ScrollerSize): void {
    const { rowHeight, rows, headHeight } = this.#size;
    if (rowHeight === size.rowHeight && rows === size.rows && headHeight === size.headHeight) return;
    this.#offset = (this.#offset / rowHeight) * size.rowHeight;
    this.#size = size;
    if (this.#region !== null) this.#measure();
  }

  /** Brings a row into sight: to the top, or no further than needed. */
  scrollTo(row: number, align: 'start' | 'nearest'): void {
    const start = row * this.#size.rowHeight;
    const end = start + this.#size.rowHeight;
    if (align === 'start' || start < this.#offset) this.#goTo(start);
    else if (end > this.#offset + this.#viewport) this.#goTo(end - this.#viewport);
  }

  /** To be called whenever the view is laid out. */
  applyPosition(): void {
    if (this.#wanted === null || this.#region === null) return;
    this.#region.scrollTop = this.#wanted;
    // What the element took: it rounds, and stops at its end.
    this.#top = this.#region.scrollTop;
    this.#wanted = null;
    this.#update();
  }

  #goTo(offset: number): void {
    this.#offset = Math.min(this.#scale.lastOffset, Math.max(0, offset));
    this.#wanted = this.#scale.toTop(this.#offset);
    this.#top = this.#wanted;
    this.#update();
    // The rows may be there already, and no new layout follow.
    this.applyPosition();
  }

  #measure(): void {
    if (this.#region === null) return;
    const { rows, rowHeight, headHeight } = this.#size;
    this.#viewport = Math.max(0, this.#region.clientHeight - headHeight);
    this.#scale = scrollScale(rows, rowHeight, this.#viewport);
    this.#offset = Math.min(this.#offset, this.#scale.lastOffset);
    const top = this.#scale.toTop(this.#offset);
    if (Math.abs(top - this.#region.scrollTop) >= 1) this.#wanted = top;
    this.#top = top;
    this.#update();
  }

  #onScroll(): void {
    if (this.#region === null || this.#wanted !== null) return;
    const top = this.#region.scrollTop;
    const way = top - this.#top;
    if (way === 0) return;
    const isShort = Math.abs(way) <= 2 * this.#viewport;
    const atEnd = top <= 0 || top >= this.#scale.lastTop;
    this.#offset = this.#scale.isExact || !isShort || atEnd ? this.#scale.toOffset(top) : Math.min(this.#scale.lastOffset, Math.max(0, this.#offset + way));
    this.#top = top;
    this.#update();
    if (this.#scale.isExact) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), settling);
  }

  /** Puts the bar where its rows belong, and the rows with it, so that nothing is seen to move. */
  #settle(): void {
    const top = this.#scale.toTop(this.#offset);
    if (this.#region === null || Math.abs(top - this.#top) < 1) return;
    this.#wanted = top;
    this.#top = top;
    this.#update();
    this.applyPosition();
  }

  #update(): void {
    const { rows, rowHeight } = this.#size;
    const first = Math.floor(this.#offset / rowHeight);
    const last = Math.min(rows, Math.ceil((this.#offset + this.#viewport) / rowHeight)) - 1;
    const start = Math.max(0, Math.floor((first - margin) / step) * step);
    const end = Math.min(rows, Math.ceil((last + 1 + margin) / step) * step);
    const before = Math.max(0, this.#top - this.#offset + start * rowHeight);
    const after = Math.max(0, this.#scale.length - before - (end - start) * rowHeight);
    const { view, visible } = this;
    const isSameView = view !== null && view.start === start && view.end === end && view.before === before && view.after === after;
    if (isSameView && visible.first === first && visible.last === last) return;
    if (!isSameView) this.view = { start, end, before, after };
    this.visible = { first, last };
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
