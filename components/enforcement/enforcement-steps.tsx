import type { EnforcementView } from '@/lib/enforcement/enforcement-shape';
import { CopyButton } from '../ui/copy-button';

/** What to do in the platform's admin page, in order, with what is pasted there. */
export function EnforcementSteps({ steps }: Pick<EnforcementView, 'steps'>) {
  return (
    <ol className="list-decimal space-y-0.5 pl-5">
      {steps.map(({ text, copies }) => (
        <li key={text} className="break-words">
          {text}{' '}
          {copies.map(({ label, value }) => (
            <CopyButton key={label} label={label} value={value} showLabel />
          ))}
        </li>
      ))}
    </ol>
  );
}
