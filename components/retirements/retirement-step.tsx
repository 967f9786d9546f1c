import type { ReactNode } from 'react';
import { toneText, type Tone } from '../ui/tone';
import { ToneIcon } from '../ui/tone-icon';

const words = { done: 'Done', now: 'Now', later: 'Later', never: 'Not reached' } as const;
const tones: Record<keyof typeof words, Tone> = { done: 'success', now: 'info', later: 'neutral', never: 'neutral' };

export interface RetirementStepProps {
  title: string;
  progress: keyof typeof words;
  /** When it happened or is going to. */
  when?: ReactNode;
  children?: ReactNode;
}

/** One step of a plan: what it is, whether it is done, and what there is to do. */
export function RetirementStep({ title, progress, when, children }: RetirementStepProps) {
  return (
    <li className="flex gap-3 px-4 py-3">
      <span className={`pt-0.5 ${toneText[tones[progress]]}`}>
        <ToneIcon tone={tones[progress]} size={16} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <h3 className="font-medium">{title}</h3>
          <span className="text-xs text-muted">
            {words[progress]}
            {when !== undefined && <> · {when}</>}
          </span>
        </div>
        {children !== undefined && <div className="mt-1 space-y-2">{children}</div>}
      </div>
    </li>
  );
}
