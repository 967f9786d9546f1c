import Link from 'next/link';
import { cx } from './cx';
import { FormattedNumber } from './number';
import { toneText, type Tone } from './tone';
import { ToneIcon } from './tone-icon';

export interface Stat {
  label: string;
  count: number;
  href: string;
  /** Used only while the count is above nought: nothing to do has no colour. */
  tone?: Tone | undefined;
  hint?: string | undefined;
}

/** Counts that need somebody, each leading to the list behind it. */
export function StatList({ label, items }: { label: string; items: Stat[] }) {
  return (
    <ul aria-label={label} className="flex flex-wrap gap-px overflow-hidden rounded-lg border border-line bg-line">
      {items.map(({ label: name, count, href, tone = 'neutral', hint }) => {
        const shown = count > 0 ? tone : 'neutral';
        return (
          <li key={name} className="flex flex-[1_1_9rem] bg-canvas">
            <Link href={href} className="flex w-full flex-col px-4 py-3 -outline-offset-2 hover:bg-hover">
              <span className={cx('flex items-center gap-1.5 text-xl font-semibold', shown === 'neutral' ? 'text-fg' : toneText[shown])}>
                {shown !== 'neutral' && <ToneIcon tone={shown} size={16} />}
                <FormattedNumber value={count} />
              </span>
              <span>{name}</span>
              {hint && <span className="text-xs text-muted">{hint}</span>}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
