import { useId, type ReactNode } from 'react';
import { cx } from './cx';

export interface PanelProps {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** For a table or a list that reaches the edges. */
  flush?: boolean | undefined;
  id?: string | undefined;
  children: ReactNode;
}

/** A titled section. Panels don't go inside panels. */
export function Panel({ title, description, actions, flush = false, id, children }: PanelProps) {
  const titleId = useId();
  return (
    <section id={id} aria-labelledby={titleId} className="min-w-0 rounded-lg border border-line bg-canvas">
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5">
        <div className="min-w-0 flex-1 basis-40">
          <h2 id={titleId} className="text-sm font-semibold">
            {title}
          </h2>
          {description && <p className="text-xs text-muted">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      <div className={cx(!flush && 'p-4')}>{children}</div>
    </section>
  );
}
