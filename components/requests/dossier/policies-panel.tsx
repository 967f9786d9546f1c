import type { Dossier } from '@/lib/domain/dossier';
import type { PolicyRef } from '@/lib/domain/policy';
import { Callout } from '../../ui/callout';
import { Disclosure } from '../../ui/disclosure';
import { Panel } from '../../ui/panel';

type Plan = NonNullable<Dossier['plan']>;

/** What the policies say, each word with the policy behind it. */
export function PoliciesPanel({ judgement: { forbidden, warnings, asked, isLowRisk, limits }, missing, remarks }: Plan) {
  const held = asked.filter((policy) => policy.held || policy.failure !== null);
  const isQuiet = forbidden.length === 0 && warnings.length === 0 && remarks.length === 0;
  return (
    <Panel title="What the policies say" description={asked.length === 0 ? 'No policy was asked' : `${asked.length} ${asked.length === 1 ? 'policy was' : 'policies were'} asked, ${held.length} had a say`}>
      <div className="space-y-3">
        {forbidden.map(({ policy, message }) => (
          <Callout key={`${policy.key}:${message}`} tone="danger" title={message}>
            <Reference policy={policy} />
          </Callout>
        ))}
        {warnings.map(({ policy, message }) => (
          <Callout key={`${policy.key}:${message}`} tone="warning" title={message}>
            <Reference policy={policy} />
          </Callout>
        ))}
        {remarks.map((remark) => (
          <Callout key={remark} tone="neutral" title={remark} />
        ))}
        {isQuiet && <p className="text-muted">{isLowRisk ? 'Nothing speaks against it: every policy calls it low risk.' : 'Nothing is forbidden, nothing is warned of.'}</p>}
        {limits.durationDays !== null && <p className="text-muted">A widening like this may last {limits.durationDays} days at most.</p>}
        {missing.length > 0 && (
          <section aria-labelledby="missing">
            <h3 id="missing" className="mb-1 font-medium">
              What an approval still takes
            </h3>
            <ul className="list-disc pl-4">
              {missing.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </section>
        )}
        {asked.length > 0 && (
          <Disclosure summary="Every policy that was asked">
            <ul className="divide-y divide-line">
              {asked.map(({ failure, ...policy }) => (
                <li key={policy.key} className="flex min-h-7 flex-wrap items-center gap-x-3">
                  <span className="min-w-0 flex-1">
                    <Reference policy={policy} />
                  </span>
                  <span className={failure === null ? 'text-muted' : 'text-danger'}>{failure === null ? (policy.held ? 'applied' : 'did not apply') : `failed: ${failure}`}</span>
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
      </div>
    </Panel>
  );
}

function Reference({ policy: { key, name, version } }: { policy: PolicyRef }) {
  return (
    <span className="text-muted">
      {name} <code className="font-mono text-xs">{key}</code>, version {version}
    </span>
  );
}
