'use client';

import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { cx } from './cx';
import { FormattedNumber } from './number';
import { useShortcut } from './use-shortcut';

export interface NavItem {
  href: string;
  label: string;
  icon: ReactNode;
  /** Things that wait here. */
  count?: number | undefined;
  /** Such as `g s`. */
  shortcut?: string | undefined;
}

/** The places of the application. The one that holds the current page is marked; one list a page listens to the shortcuts. */
export function NavLinks({ items, label, listens = false }: { items: NavItem[]; label: string; listens?: boolean }) {
  const path = usePathname();
  const holds = (href: string) => path === href || (href !== '/' && path.startsWith(`${href}/`));
  return (
    <nav aria-label={label} className="min-h-0 flex-1 overflow-y-auto p-2">
      <ul className="space-y-px">
        {items.map(({ href, label: name, icon, count = 0, shortcut }) => (
          <li key={href}>
            {listens && shortcut && <NavShortcut keys={shortcut} href={href} />}
            <Link
              href={href}
              title={name}
              aria-current={path === href ? 'page' : holds(href) ? 'true' : undefined}
              className={cx(
                'flex h-8 items-center gap-2.5 rounded-md px-2 -outline-offset-2 group-data-collapsed/side:justify-center',
                holds(href) ? 'bg-hover font-medium text-fg' : 'text-muted hover:bg-hover hover:text-fg',
              )}
            >
              <span aria-hidden="true" className="shrink-0">
                {icon}
              </span>
              <span className="min-w-0 flex-1 truncate group-data-collapsed/side:sr-only">{name}</span>
              {count > 0 && (
                <span className="rounded bg-accent-subtle px-1.5 text-xs font-medium text-accent-text group-data-collapsed/side:sr-only">
                  <FormattedNumber value={count} />
                  <span className="sr-only"> waiting</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NavShortcut({ keys, href }: { keys: string; href: string }) {
  const router = useRouter();
  useShortcut(keys, () => router.push(href));
  return null;
}
