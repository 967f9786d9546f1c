import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import { LinkButton } from '../ui/link-button';
import { FormattedNumber } from '../ui/number';

export interface PagerProps {
  /** How many rows are shown. */
  shown: number;
  /** How many there are, where it is known. */
  total?: number | undefined;
  /** One thing and several: "site", "sites". */
  noun: [string, string];
  previousHref?: string | undefined;
  nextHref?: string | undefined;
  /** Instead of the count, where the list scrolls endlessly: which rows are in sight. */
  position?: ReactNode;
  /** Between the count and the links. */
  children?: ReactNode;
}

/** Keyset pages have no numbers: there is one before and one after. */
export function Pager({ shown, total, noun, previousHref, nextHref, position, children }: PagerProps) {
  const [one, many] = noun;
  return (
    <nav aria-label="Pages" className="flex min-h-12 flex-wrap items-center gap-3 px-3 py-2">
      <p className="mr-auto text-muted">
        {position || (
          <>
            <FormattedNumber value={shown} />
            {total !== undefined && total !== shown && (
              <>
                {' of '}
                <FormattedNumber value={total} />
              </>
            )}{' '}
            {(total ?? shown) === 1 ? one : many}
          </>
        )}
      </p>
      {children}
      <div className="flex gap-2">
        {previousHref ? (
          <LinkButton size="sm" href={previousHref} prefetch={false} rel="prev" icon={<ChevronLeft aria-hidden="true" size={14} />}>
            Previous
          </LinkButton>
        ) : (
          <Button size="sm" disabledReason="This is the first page" icon={<ChevronLeft aria-hidden="true" size={14} />}>
            Previous
          </Button>
        )}
        {nextHref ? (
          <LinkButton size="sm" href={nextHref} prefetch={false} rel="next">
            Next
            <ChevronRight aria-hidden="true" size={14} />
          </LinkButton>
        ) : (
          <Button size="sm" disabledReason="This is the last page">
            Next
            <ChevronRight aria-hidden="true" size={14} />
          </Button>
        )}
      </div>
    </nav>
  );
}
