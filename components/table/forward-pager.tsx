import { ChevronRight } from 'lucide-react';
import { Button } from '../ui/button';
import { LinkButton } from '../ui/link-button';
import { FormattedNumber } from '../ui/number';

export interface ForwardPagerProps {
  /** How many rows are shown. */
  shown: number;
  /** One thing and several: "request", "requests". */
  noun: [string, string];
  /** The list's start, on any page but the first. */
  firstHref?: string | undefined;
  nextHref?: string | undefined;
}

/** For lists that are read from one end: on to the next page, or back to the start. */
export function ForwardPager({ shown, noun, firstHref, nextHref }: ForwardPagerProps) {
  return (
    <nav aria-label="Pages" className="flex min-h-12 flex-wrap items-center justify-between gap-3 px-3 py-2">
      <p className="text-muted">
        <FormattedNumber value={shown} /> {noun[shown === 1 ? 0 : 1]}
        {(nextHref ?? firstHref) !== undefined && ' on this page'}
      </p>
      <div className="flex gap-2">
        {firstHref && (
          <LinkButton size="sm" href={firstHref}>
            First page
          </LinkButton>
        )}
        {nextHref ? (
          <LinkButton size="sm" href={nextHref} rel="next">
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
