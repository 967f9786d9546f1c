import type { ReactNode } from 'react';
import { cx } from './cx';
import { toneSurface, type Tone } from './tone';
import { ToneIcon } from './tone-icon';

export interface BadgeProps {
  tone?: Tone | undefined;
  /** A shape of its own; otherwise the tone's. `null` for none. */
  icon?: ReactNode;
  title?: string | undefined;
  children: ReactNode;
}

/** A word about a state: the tone's colour, a shape and the word itself. */
export function Badge({ tone = 'neutral', icon, title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={cx('inline-flex h-5 items-center gap-1 rounded px-1.5 text-xs font-medium whitespace-nowrap', toneSurface[tone])}
    >
      {icon === undefined ? <ToneIcon tone={tone} size={12} /> : icon}
      {children}
    </span>
  );
}
