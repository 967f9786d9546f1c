import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

export interface DisclosureProps {
  summary: ReactNode;
  /** Open at the start. */
  startsOpen?: boolean | undefined;
  children: ReactNode;
}

/** More of the same behind one press, by the browser's own means: works before any script has arrived. */
export function Disclosure({ summary, startsOpen = false, children }: DisclosureProps) {
  return (
    <details className="group/more" open={startsOpen}>
      <summary className="inline-flex min-h-6 list-none items-center gap-1 text-muted hover:text-fg [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" size={14} className="shrink-0 transition-transform group-open/more:rotate-90" />
        {summary}
      </summary>
      <div className="mt-1">{children}</div>
    </details>
  );
}
