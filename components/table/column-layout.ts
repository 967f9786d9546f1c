/** Where a column stands: the order of the array is the order on screen. */
export interface ColumnPlace {
  key: string;
  /** In px; without it the column has its own usual width. */
  width?: number | undefined;
  /** Stays at the left while the others scroll. */
  isPinned?: boolean | undefined;
}

/** The columns that there are. The main one names the row: always shown, first and pinned. */
export interface ColumnSet {
  main: string;
  /** All others, in the order in which they are offered. */
  others: readonly string[];
}

/** The widths that a column can be drawn to, in px. */
export const narrowestColumn = 56;
export const widestColumn = 800;

const form = /^([A-Za-z]+)(!?)(?::(\d{1,4}))?$/;

/**
 * Reads a layout such as `state,owner!:180,expires`: a column's key, `!` where it is pinned, `:n` for n px.
 * `problem` names the first part that is no column, or stands there twice.
 */
export function parseLayout(text: string, columns: ColumnSet): { places: ColumnPlace[]; problem?: undefined } | { problem: string } {
  const places = new Map<string, ColumnPlace>();
  for (const part of text.split(',').map((each) => each.trim()).filter(Boolean)) {
    const [, key = '', pin, width] = form.exec(part) ?? [];
    if (key !== columns.main && !columns.others.includes(key)) {
      return { problem: `There is no column “${part}”. Choose from ${columns.others.join(', ')}; add “!” to pin one and “:180” to make it 180 pixels wide.` };
    }
    if (places.has(key)) return { problem: `The column “${key}” is named twice.` };
    places.set(key, { key, ...(pin === '!' && { isPinned: true }), ...(width !== undefined && { width: toWidth(Number(width)) }) });
  }
  const main = places.get(columns.main) ?? { key: columns.main };
  places.delete(columns.main);
  return { places: inOrder([{ ...main, isPinned: true }, ...places.values()]) };
}

/** The text that `parseLayout` reads back. The main column is written only where it has a width of its own. */
export function formatLayout([main, ...places]: readonly ColumnPlace[]): string {
  const write = ({ key, width, isPinned }: ColumnPlace) => `${key}${isPinned === true ? '!' : ''}${width === undefined ? '' : `:${width}`}`;
  return [...(main?.width === undefined ? [] : [write({ ...main, isPinned: false })]), ...places.map(write)].join();
}

/** Shows a column, last, or takes it away. */
export function toggleColumn(places: readonly ColumnPlace[], key: string): ColumnPlace[] {
  return places.some((place) => place.key === key) ? places.filter((place) => place.key !== key) : [...places, { key }];
}

/** Puts a column where another one stands. Pinned columns stay left of the others, and the main one stays first. */
export function moveColumn(places: readonly ColumnPlace[], key: string, to: number): ColumnPlace[] {
  const moved = places.find((place) => place.key === key);
  if (moved === undefined || moved === places[0]) return [...places];
  const rest = places.filter((place) => place !== moved);
  rest.splice(Math.max(1, to), 0, moved);
  return inOrder(rest);
}

export function pinColumn(places: readonly ColumnPlace[], key: string, isPinned: boolean): ColumnPlace[] {
  return inOrder(places.map((place) => (place.key === key ? { ...place, isPinned: isPinned || undefined } : place)));
}

/** Draws a column to a width in px; `null` gives it its usual one back. */
export function resizeColumn(places: readonly ColumnPlace[], key: string, width: number | null): ColumnPlace[] {
  return places.map((place) => (place.key === key ? { ...place, width: width === null ? undefined : toWidth(width) } : place));
}

export function toWidth(width: number): number {
  return Math.round(Math.min(widestColumn, Math.max(narrowestColumn, width)));
}

function inOrder(places: ColumnPlace[]): ColumnPlace[] {
  return [...places.filter(({ isPinned }) => isPinned), ...places.filter(({ isPinned }) => !isPinned)];
}
