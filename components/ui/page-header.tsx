import Link from 'next/link';
import type { ReactNode } from 'react';

export interface Breadcrumb {
  label: string;
  href: string;
}

export interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** The way up; the page itself is not in it. */
  breadcrumbs?: Breadcrumb[] | undefined;
  /** Badges and the like, beside the title. */
  meta?: ReactNode;
  actions?: ReactNode;
}

/** The one `h1` of a page. */
export function PageHeader({ title, description, breadcrumbs = [], meta, actions }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-64">
        {breadcrumbs.length > 0 && (
          <nav aria-label="Breadcrumbs">
            <ol className="flex flex-wrap items-center text-xs text-muted">
              {breadcrumbs.map(({ label, href }) => (
                <li key={href} className="flex items-center after:mx-1.5 after:content-['/'] after:text-faint">
                  <Link href={href} className="inline-flex min-h-6 items-center hover:text-fg hover:underline">
                    {label}
                  </Link>
                </li>
              ))}
            </ol>
          </nav>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">{title}</h1>
          {meta}
        </div>
        {description && <p className="mt-0.5 max-w-prose text-sm text-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
