import Link from 'next/link';
import { cx } from './cx';
import { FormattedNumber } from './number';

export interface Tab {
  href: string;
  label: string;
  count?: number | undefined;
}

/** Views of one thing. Each is a link, so the URL says which one is open. */
export function Tabs({ label, items, current }: { label: string; items: Tab[]; current: string }) {
  return (
    <nav aria-label={label} className="mb-4 overflow-x-auto border-b border-line">
      <ul className="flex gap-1">
        {items.map((tab) => {
          const isCurrent = tab.href === current;
          return (
            <li key={tab.href}>
              <Link
                href={tab.href}
                scroll={false}
                aria-current={isCurrent ? 'page' : undefined}
                className={cx(
                  'flex h-9 items-center gap-1.5 border-b-2 px-2.5 whitespace-nowrap -outline-offset-2',
                  isCurrent ? 'border-accent font-medium text-fg' : 'border-transparent text-muted hover:text-fg',
                )}
              >
                {tab.label}
                {tab.count !== undefined && (
                  <span className="rounded bg-hover px-1 text-xs text-muted">
                    <FormattedNumber value={tab.count} />
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
