import type { ReactNode } from 'react';
import type { Tone } from '../ui/tone';
import { ToneIcon } from '../ui/tone-icon';

const tones: Tone[] = ['neutral', 'success', 'warning', 'danger'];

/** The shapes of the tones, drawn once for a whole table. */
export function ToneShapes() {
  return (
    <svg aria-hidden="true" width="0" height="0" className="absolute">
      {tones.map((tone) => (
        <symbol key={tone} id={`tone-${tone}`} viewBox="0 0 12 12">
          <ToneIcon tone={tone} size={12} />
        </symbol>
      ))}
    </svg>
  );
}

/** A badge for the cells of a long table, which style it: a list of fifty rows has more than a hundred. */
export function ToneMark({ tone, title, children }: { tone: Tone; title?: string | undefined; children: ReactNode }) {
  return (
    <span data-tone={tone} title={title}>
      <svg aria-hidden="true">
        <use href={`#tone-${tone}`} />
      </svg>
      {children}
    </span>
  );
}
