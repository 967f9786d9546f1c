import type { Metadata } from 'next';
import { RuleWords } from '@/components/policies/rule-words';
import { SimulationWatch } from '@/components/policies/simulation-watch';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { read, readIfAny } from '@/lib/gate/read';
import { getPolicy } from '@/lib/policies/get-policy';
import { getSimulation } from '@/lib/policies/get-simulation';

export const metadata: Metadata = { title: 'Simulation' };

export default async function SimulationPage({ params }: { params: Promise<{ simulationId: string }> }) {
  const simulation = await read(getSimulation, await params);
  const { rules, without, id, startedBy } = simulation;
  const mayChange = judge('policy.change', roleStandings(await requireActor())).allowed;
  const only = rules.length === 1 && without.length === 0 ? rules[0] : undefined;
  const policy = only === undefined ? null : await readIfAny(getPolicy, { policyId: only.key });
  const now = new Date().toISOString();
  return (
    <>
      <PageHeader
        title={only === undefined ? 'Simulation' : `Simulation of “${only.name}”`}
        description={`Begun by ${startedBy.name}. Nothing was changed by it.`}
        breadcrumbs={[{ label: 'Policies', href: '/policies' }, { label: 'Simulations', href: '/policies?view=simulations' }]}
        actions={
          mayChange &&
          only !== undefined && (
            <LinkButton variant="primary" href={`/policies/${policy === null ? 'new' : `${policy.id}/edit`}?simulation=${id}`}>
              Go on with this rule
            </LinkButton>
          )
        }
      />
      <div className="max-w-4xl space-y-4">
        <Panel title="What would this have done?">
          <SimulationWatch simulation={simulation} now={now} />
        </Panel>
        {rules.map((rule) => (
          <Panel key={rule.key} title={rule.name}>
            <RuleWords rule={rule} names={policy?.names ?? {}} />
          </Panel>
        ))}
        {without.length > 0 && (
          <Panel title="Done without">
            <p className="font-mono text-xs">{without.join(', ')}</p>
          </Panel>
        )}
      </div>
    </>
  );
}
