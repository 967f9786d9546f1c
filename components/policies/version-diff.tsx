import type { PolicyRule } from '@/lib/domain/policy';
import { policyChanges } from '@/lib/domain/policy-words';
import type { PolicyVersionView } from '@/lib/policies/policy-shape';
import { EventChanges } from '../audit/event-changes';

export interface VersionDiffProps {
  policyKey: string;
  before: PolicyVersionView;
  after: PolicyVersionView;
  names: Record<string, string>;
  now: string;
}

/** What changed from one version to another, field by field. */
export function VersionDiff({ policyKey, before, after, names, now }: VersionDiffProps) {
  const changes = policyChanges(ruleOf(policyKey, before), ruleOf(policyKey, after), (id) => names[id] ?? id);
  if (Object.keys(changes).length === 0) return <p className="text-muted">Both say the same.</p>;
  return (
    <div className="whitespace-pre-line">
      <EventChanges changes={changes} now={now} />
    </div>
  );
}

function ruleOf(key: string, { name, description, isEnabled, triggers, condition, effects }: PolicyVersionView): PolicyRule {
  return { key, name, description, isEnabled, triggers, condition, effects };
}
