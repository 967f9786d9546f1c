'use client';

import { PanelLeft } from 'lucide-react';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { Button } from './button';

export interface SidebarProps {
  name: string;
  startsCollapsed: boolean;
  search?: ReactNode;
  account: ReactNode;
  children: ReactNode;
}

/** The navigation on wide screens. Its width is kept in a cookie, so the server draws it right at once. */
export function Sidebar({ name, startsCollapsed, search, account, children }: SidebarProps) {
  const [isCollapsed, setCollapsed] = useState(startsCollapsed);
  const toggle = () => {
    document.cookie = `sidebar=${isCollapsed ? 'open' : 'collapsed'}; path=/; max-age=31536000; samesite=lax`;
    setCollapsed(!isCollapsed);
  };
  return (
    <header
      data-collapsed={isCollapsed || undefined}
      data-print="no"
      className="group/side sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-r border-line bg-subtle data-collapsed:w-13 lg:flex"
    >
      <div className="flex h-12 items-center gap-1 px-2">
        <Link href="/" className="min-w-0 flex-1 truncate px-2 text-base leading-8 font-semibold group-data-collapsed/side:hidden">
          {name}
        </Link>
        <Button
          variant="ghost"
          iconOnly
          aria-label="Navigation"
          aria-expanded={!isCollapsed}
          onClick={toggle}
          icon={<PanelLeft aria-hidden="true" size={16} />}
        />
      </div>
      {search && <div className="px-2 pb-1 group-data-collapsed/side:hidden">{search}</div>}
      {children}
      {account}
    </header>
  );
}
