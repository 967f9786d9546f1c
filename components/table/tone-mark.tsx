import type { ReactNode } from 'react';
import type { Tone } from '../ui/tone';

/** A badge for the cells of a long table, which draws its shape: a list of fifty rows has more than a hundred. */
export function ToneMark({ tone, title, children }: { tone: Tone; title?: string | undefined; children: ReactNode }) {
  return (
    <span data-tone={tone} title={title}>
      {children}
    </span>
  );
}
