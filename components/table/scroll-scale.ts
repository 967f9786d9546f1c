/** How the position of a scroll bar and the rows of a list belong together. All figures are px. */
export interface ScrollScale {
  /** The height that the rows take in the page. */
  length: number;
  /** Whether that is their real height, so that a position of the bar is a place among the rows. */
  isExact: boolean;
  /** The furthest position of the bar, and of the rows. */
  lastTop: number;
  lastOffset: number;
  /** The place among the rows that a position of the bar stands for. */
  toOffset: (top: number) => number;
  toTop: (offset: number) => number;
}

/** Browsers stop laying out at some 17 to 33 million px. */
const longest = 15_000_000;
/** Near both ends the bar moves with the rows px for px, so that the ends are reached together. */
const edge = 100_000;

/** @param rows how many there are  @param viewport the height in which they are seen */
export function scrollScale(rows: number, rowHeight: number, viewport: number): ScrollScale {
  const height = rows * rowHeight;
  const length = Math.min(height, longest);
  const lastOffset = Math.max(0, height - viewport);
  const lastTop = Math.max(0, length - viewport);
  const within = (value: number, last: number) => Math.min(last, Math.max(0, value));
  if (height <= longest) return { length, isExact: true, lastTop, lastOffset, toOffset: (top) => within(top, lastOffset), toTop: (offset) => within(offset, lastTop) };
  const steepness = (lastOffset - 2 * edge) / (lastTop - 2 * edge);
  const map = (value: number, last: number, otherLast: number, slope: number) => {
    if (value <= edge) return Math.max(0, value);
    if (value >= last - edge) return otherLast - Math.max(0, last - value);
    return edge + (value - edge) * slope;
  };
  return {
    length,
    isExact: false,
    lastTop,
    lastOffset,
    toOffset: (top) => map(top, lastTop, lastOffset, steepness),
    toTop: (offset) => map(offset, lastOffset, lastTop, 1 / steepness),
  };
}
