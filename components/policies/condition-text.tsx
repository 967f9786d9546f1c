import type { PolicyCheck } from '@/lib/policies/check-policy';
import { TextArea } from '../form/text-area';
import { ToneIcon } from '../ui/tone-icon';
import { Disclosure } from '../ui/disclosure';
import { VariableList } from './variable-list';

export interface ConditionTextProps {
  value: string;
  onChange: (text: string) => void;
  check: PolicyCheck | null;
  error?: string | undefined;
}

/** The condition as CEL, with what is wrong with it and where, and what it can name. */
export function ConditionText({ value, onChange, check, error }: ConditionTextProps) {
  return (
    <div className="space-y-3">
      <div className="[&_textarea]:font-mono [&_textarea]:text-xs">
        <TextArea
          name="condition"
          label="Condition in CEL"
          required
          rows={4}
          maxLength={4000}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={value}
          onChange={({ target }) => onChange(target.value)}
          error={error}
          hint="Says yes or no, such as: change.gains > 50 && sources.exists(s, s.isSensitive)"
        />
      </div>
      <div role="status">{check !== null && <Finding text={value} problem={check.condition} />}</div>
      <Disclosure summary="What a condition can name">
        <VariableList />
      </Disclosure>
    </div>
  );
}

function Finding({ text, problem }: { text: string; problem: PolicyCheck['condition'] }) {
  if (problem === null) {
    return (
      <p className="flex items-center gap-1.5 text-success">
        <ToneIcon tone="success" size={14} /> It can be read, and answers yes or no.
      </p>
    );
  }
  const { message, from, to } = problem;
  // The answer may be about what was there a moment ago.
  const end = Math.max(from + 1, to);
  const { line, column } = placeOf(text, from);
  return (
    <div className="space-y-1">
      <p className="flex items-start gap-1.5 text-danger">
        <span className="pt-0.5">
          <ToneIcon tone="danger" size={14} />
        </span>
        <span>
          Line {line}, column {column}: {message}
        </span>
      </p>
      <pre className="max-h-40 overflow-auto rounded-md border border-line bg-subtle p-2 font-mono text-xs whitespace-pre-wrap" aria-hidden="true">
        {text.slice(0, from)}
        <mark className="bg-danger-subtle text-danger underline decoration-wavy">{text.slice(from, end) || ' '}</mark>
        {text.slice(end)}
      </pre>
    </div>
  );
}

/** Where a character stands, counted as editors do. */
function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
