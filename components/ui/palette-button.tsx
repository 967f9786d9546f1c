'use client';

import { Search } from 'lucide-react';
import { Button } from './button';
import { Kbd } from './kbd';
import { openPalette } from './open-palette';

/** Opens the palette of this page; a field-like button, or an icon where there is little room. */
export function PaletteButton({ iconOnly = false }: { iconOnly?: boolean }) {
  if (iconOnly) {
    return <Button variant="ghost" iconOnly aria-label="Search" aria-haspopup="dialog" onClick={openPalette} icon={<Search aria-hidden="true" size={18} />} />;
  }
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={openPalette}
      className="flex h-8 w-full items-center gap-2 rounded-md border border-line bg-canvas px-2 text-muted hover:text-fg"
    >
      <Search aria-hidden="true" size={14} />
      <span className="flex-1 text-left">Search</span>
      <Kbd keys="mod+K" />
    </button>
  );
}
