import type { ReactNode } from 'react';
import { cx } from './cx';
import { Instant } from './time';
import { toneText, type Tone } from './tone';
import { ToneIcon } from './tone-icon';

export interface TimelineItem {
  id: string;
  at: string;
  title: ReactNode;
  body?: ReactNode;
  actor?: ReactNode;
  tone?: Tone | undefined;
}

/** What happened, newest first as given. `now` makes "2 d ago" the same on server and client. */
export function Timeline({ items, now }: { items: TimelineItem[]; now: string }) {
  return (
    <ol>
      {items.map(({ id, at, title, body, actor, tone = 'neutral' }, index) => (
        <li key={id} className="relative flex gap-3 pb-4 last:pb-0">
          {index < items.length - 1 && <span aria-hidden="true" className="absolute top-6 bottom-0 left-[9px] w-px bg-line" />}
          <span className={cx('grid size-5 shrink-0 place-items-center', toneText[tone])}>
            <ToneIcon tone={tone} size={14} />
          </span>
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium">{title}</span>
              <span className="text-xs text-muted">
                {actor && <>{actor} · </>}
                <Instant at={at} now={now} format="both" />
              </span>
            </div>
            {body && <div className="mt-1">{body}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
