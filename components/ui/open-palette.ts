export const paletteEvent = 'palette:open';

/** Asks the page's one `CommandPalette` to open, from wherever a button for it stands. */
export function openPalette(): void {
  document.dispatchEvent(new Event(paletteEvent));
}
