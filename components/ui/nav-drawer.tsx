'use client';

import { Menu as MenuIcon, X } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { Button } from './button';

export interface NavDrawerProps {
  name: string;
  search?: ReactNode;
  account: ReactNode;
  children: ReactNode;
}

/**
 * The top bar of narrow screens, and the navigation behind it, which is not written before somebody opens it: on wide
 * screens every page would carry it twice. The browser's own modal keeps focus in.
 */
export function NavDrawer({ name, search, account, children }: NavDrawerProps) {
  const drawer = useRef<HTMLDialogElement>(null);
  const [wasOpened, setOpened] = useState(false);
  const path = usePathname();
  useEffect(() => drawer.current?.close(), [path]);
  const open = () => {
    // There first: the browser gives the focus to what it finds inside.
    flushSync(() => setOpened(true));
    drawer.current?.showModal();
  };
  return (
    <header data-print="no" className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b border-line bg-subtle px-2 lg:hidden">
      <Button
        variant="ghost"
        iconOnly
        aria-label="Open the menu"
        aria-haspopup="dialog"
        onClick={open}
        icon={<MenuIcon aria-hidden="true" size={18} />}
      />
      <Link href="/" className="flex-1 truncate text-base leading-8 font-semibold">
        {name}
      </Link>
      {search}
      <dialog
        ref={drawer}
        aria-label="Menu"
        onClick={(event) => event.target === drawer.current && drawer.current.close()}
        className="m-0 h-dvh max-h-none w-72 max-w-[85vw] bg-subtle text-fg shadow-overlay backdrop:bg-scrim"
      >
        {wasOpened && (
          <div className="flex h-full flex-col">
            <div className="flex h-12 shrink-0 items-center justify-between pr-2 pl-4">
              <span className="text-base font-semibold">{name}</span>
              <Button
                variant="ghost"
                iconOnly
                aria-label="Close the menu"
                onClick={() => drawer.current?.close()}
                icon={<X aria-hidden="true" size={18} />}
              />
            </div>
            {children}
            {account}
          </div>
        )}
      </dialog>
    </header>
  );
}
