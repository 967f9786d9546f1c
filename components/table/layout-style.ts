import type { PlacedColumn } from './grid-column';

/** In px. */
export const tickWidth = 40;

/**
 * The rules of a table's columns, so that its cells need none of their own: where pinned ones stick, and what the stack
 * on narrow screens calls each. Keys, headers and numbers are the product's own; nothing a person wrote gets in here.
 */
export function layoutStyle<Row>(id: string, columns: readonly PlacedColumn<Row>[], hasTicks: boolean, isChosen: boolean): string {
  const first = hasTicks ? 2 : 1;
  let left = hasTicks ? tickWidth : 0;
  const pinned = hasTicks ? [sticky(id, 1, 0)] : [];
  const labels: string[] = [];
  columns.forEach(({ header, width, isPinned, isMinor }, at) => {
    if (isPinned) pinned.push(sticky(id, first + at, left));
    left += width;
    const cell = `#${id} tbody td:nth-child(${first + at})`;
    if (isMinor === true && !isChosen) labels.push(`${cell}{display:none}`);
    else if (at > 0) labels.push(`${cell}::before{content:${JSON.stringify(header)}}`);
  });
  const lastPinned = columns.filter(({ isPinned }) => isPinned).length + first - 1;
  const edge = `#${id} tr:not([data-empty])>:nth-child(${lastPinned}){border-right:1px solid var(--line)}`;
  // Narrower, the pinned columns would leave no room for the others.
  return `@media(width>=48rem){${pinned.join('')}${edge}}@media(width<40rem){${labels.join('')}}`;
}

function sticky(id: string, nth: number, left: number): string {
  return `#${id} tr>:nth-child(${nth}):not([colspan]){position:sticky;left:${left}px;z-index:1}#${id} thead tr>:nth-child(${nth}):not([colspan]){z-index:11}`;
}
