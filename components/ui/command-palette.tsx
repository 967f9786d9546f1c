'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { paletteEvent } from './open-palette';
import type { PaletteCommand } from './palette-command';
import { useShortcut } from './use-shortcut';

const PaletteDialog = dynamic(() => import('./palette-dialog').then((file) => file.PaletteDialog), { ssr: false });

export interface CommandPaletteProps {
  commands: PaletteCommand[];
  /** Finds things by name; a server action will do. Older answers never replace newer ones. */
  search?: ((query: string) => Promise<PaletteCommand[]>) | undefined;
  /** What can be found, for the placeholder. */
  placeholder?: string | undefined;
}

/** Ctrl/Cmd K: go somewhere or do something by typing. Once a page; its code comes when first used. */
export function CommandPalette({ commands, search, placeholder = 'Search or run a command' }: CommandPaletteProps) {
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  useEffect(() => {
    const open = () => {
      setOpened(true);
      setOpen(true);
    };
    document.addEventListener(paletteEvent, open);
    return () => document.removeEventListener(paletteEvent, open);
  }, []);
  useShortcut('mod+k', () => {
    setOpened(true);
    setOpen(true);
  });
  if (!wasOpened) return null;
  return <PaletteDialog isOpen={isOpen} onOpenChange={setOpen} commands={commands} search={search} placeholder={placeholder} />;
}
