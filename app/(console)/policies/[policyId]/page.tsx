import type { Metadata } from 'next';
import { createLoader, parseAsInteger, type SearchParams } from 'nuqs/server';
import { PolicyActions } from '@/components/policies/policy-actions';
import { PolicyStateBadge } from '@/components/policies/policy-state-badge';
import { PolicyVersions } from '@/components/policies/policy-versions';
import { RuleNotes } from '@/components/policies/rule-note';
import { RuleWords } from '@/components/policies/rule-words';
import { VersionDiff } from '@/components/policies/version-diff';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { read } from '@/lib/gate/read';
import { getPolicy } from '@/lib/policies/get-policy';
import { archivePolicy, restorePolicy } from '../actions';

export const metadata: Metadata = { title: 'Policy' };

const load = createLoader({ from: parseAsInteger, to: parseAsInteger });

type Props = { params: Promise<{ policyId: string }>; searchParams: Promise<SearchParams> };

export default async function PolicyPage({ params, searchParams }: Props) {
  const { policyId } = await params;
  const { from, to } = await load(searchParams);
  const policy = await read(getPolicy, { policyId });
  const mayChange = judge('policy.change', roleStandings(await requireActor())).allowed;
  const now = new Date().toISOString();
  const version = (number: number | null) => policy.versions.find((each) => each.number === number);
  const [before, after] = [version(from ?? policy.version - 1), version(to ?? policy.version)];
  return (
    <>
      <PageHeader
        title={policy.name}
        description={policy.description}
        breadcrumbs={[{ label: 'Policies', href: '/policies' }]}
        meta={<PolicyStateBadge policy={policy} />}
        actions={mayChange && <PolicyActions policy={policy} archive={archivePolicy} restore={restorePolicy} />}
      />
      <div className="max-w-4xl space-y-4">
        <RuleNotes notes={policy.notes.map((note) => ({ ...note, isProblem: false }))} />
        <Panel title={`What it says, version ${policy.version}`}>
          <RuleWords rule={policy} names={policy.names} />
        </Panel>
        <Panel title="Versions" description="Each stays as it was: decisions name the one that they followed." flush>
          <PolicyVersions policy={policy} compared={before === undefined || after === undefined ? null : { from: before.number, to: after.number }} now={now} restore={mayChange ? restorePolicy : undefined} />
        </Panel>
        {before !== undefined && after !== undefined && (
          <Panel id="diff" title={`From version ${before.number} to version ${after.number}`}>
            <VersionDiff policyKey={policy.key} before={before} after={after} names={policy.names} now={now} />
          </Panel>
        )}
      </div>
    </>
  );
}
