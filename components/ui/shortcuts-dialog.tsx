'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Kbd } from './kbd';
import { useShortcut } from './use-shortcut';

const Dialog = dynamic(() => import('./dialog').then((file) => file.Dialog), { ssr: false });

export interface Shortcut {
  keys: string;
  label: string;
}

/** `?` lists the keys. Nothing of it is loaded before. */
export function ShortcutsDialog({ shortcuts }: { shortcuts: Shortcut[] }) {
  const [isOpen, setOpen] = useState(false);
  useShortcut('?', () => setOpen(true), !isOpen);
  if (!isOpen) return null;
  return (
    <Dialog isOpen onOpenChange={setOpen} title="Keyboard shortcuts">
      {/* The list scrolls where the window is low, and nothing in it takes the focus: it does. */}
      <dl tabIndex={0} className="divide-y divide-line">
        {[{ keys: '?', label: 'Show this list' }, ...shortcuts].map(({ keys, label }) => (
          <div key={keys} className="flex min-h-8 items-center justify-between gap-4">
            <dt>{label}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
