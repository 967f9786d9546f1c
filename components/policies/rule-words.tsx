import { policyTriggerLabels, type PolicyRule } from '@/lib/domain/policy';
import { effectWords } from '@/lib/domain/policy-words';
import { CodeBlock } from '../ui/code-block';
import { DefinitionList } from '../ui/definition-list';

export interface RuleWordsProps {
  rule: PolicyRule;
  names: Record<string, string>;
}

/** A rule to read: when it is asked, under which condition, and what follows. */
export function RuleWords({ rule: { key, triggers, condition, effects }, names }: RuleWordsProps) {
  return (
    <DefinitionList
      items={[
        { label: 'Key', value: <code className="font-mono text-xs">{key}</code> },
        { label: 'Asked when', value: <Lines lines={triggers.map((trigger) => policyTriggerLabels[trigger])} /> },
        { label: 'Condition', value: condition === 'true' ? 'Always' : <CodeBlock code={condition} label="the condition" /> },
        { label: 'What follows', value: <Lines lines={effects.map((effect) => effectWords(effect, (id) => names[id] ?? id))} /> },
      ]}
    />
  );
}

function Lines({ lines }: { lines: string[] }) {
  return (
    <ul className="space-y-0.5">
      {lines.map((line, at) => (
        <li key={at}>{line}</li>
      ))}
    </ul>
  );
}
