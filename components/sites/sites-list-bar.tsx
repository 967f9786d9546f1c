'use client';

import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import { FormattedNumber } from '../ui/number';

export interface ListBarProps {
  count: number;
  /** How many match, where that is more than are chosen. */
  offerAll: number | null;
  isAll: boolean;
  problem: string | null;
  isBusy: boolean;
  onChooseAll: () => void;
  onClear: () => void;
  /** What acts on them. */
  children: ReactNode;
}

/** What is chosen, over the foot of the page: it comes and goes without moving a row. */
export function ListBar({ count, offerAll, isAll, problem, isBusy, onChooseAll, onClear, children }: ListBarProps) {
  return (
    <div role="region" aria-label="Chosen Sites" className="fixed inset-x-2 bottom-3 z-30 mx-auto flex w-fit max-w-3xl flex-wrap items-center gap-x-3 gap-y-1 rounded-lg bg-raised px-3 py-2 shadow-overlay">
      <p role="status">
        <strong className="font-semibold">
          <FormattedNumber value={count} /> chosen
        </strong>
        {isAll && <span className="text-muted">: all that match, also those that are not loaded</span>}
        {isBusy && <span className="text-muted"> Choosing the range…</span>}
      </p>
      {offerAll !== null && (
        <button type="button" onClick={onChooseAll} className="min-h-6 font-medium text-accent-text underline">
          Choose all <FormattedNumber value={offerAll} /> that match
        </button>
      )}
      {problem !== null && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      <Button size="sm" variant="ghost" onClick={onClear}>
        Clear
      </Button>
      {children}
    </div>
  );
}
