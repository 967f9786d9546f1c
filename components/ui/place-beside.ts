const gap = 6;
const edge = 8;

/** Puts a top-layer box beside its anchor, turned over where there is no room, always on screen. */
export function placeBeside(box: HTMLElement, anchor: HTMLElement, side: 'above' | 'below'): void {
  const from = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const above = from.top - gap - height;
  const below = from.bottom + gap;
  const fitsAbove = above >= edge;
  const fitsBelow = below + height <= window.innerHeight - edge;
  const top = side === 'above' ? (fitsAbove || !fitsBelow ? above : below) : fitsBelow || !fitsAbove ? below : above;
  const left = side === 'above' ? from.left + from.width / 2 - width / 2 : from.left;
  box.style.top = `${Math.max(edge, top)}px`;
  box.style.left = `${Math.max(edge, Math.min(left, window.innerWidth - width - edge))}px`;
}
