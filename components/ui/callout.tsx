import type { ReactNode } from 'react';
import { cx } from './cx';
import { toneText, type Tone } from './tone';
import { ToneIcon } from './tone-icon';

const grounds: Record<Tone, string> = {
  neutral: 'border-line bg-subtle',
  info: 'border-line bg-accent-subtle',
  success: 'border-line bg-success-subtle',
  warning: 'border-line bg-warning-subtle',
  danger: 'border-line bg-danger-subtle',
};

export interface CalloutProps {
  tone?: Tone | undefined;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Read out at once: for what has just gone wrong. */
  alert?: boolean | undefined;
}

/** A note that must not be missed: a shape, a title, and what to do about it. */
export function Callout({ tone = 'info', title, children, actions, alert = false }: CalloutProps) {
  return (
    <div role={alert ? 'alert' : undefined} className={cx('flex gap-2.5 rounded-md border px-3 py-2.5', grounds[tone])}>
      <span className={cx('pt-0.5', toneText[tone])}>
        <ToneIcon tone={tone} size={16} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children && <div className="mt-0.5 break-words text-fg">{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
