import type { Metadata } from 'next';
import { StartCampaignForm } from '@/components/campaigns/start-campaign-form';
import { toFilterInput, toQuery, type PageSearch } from '@/components/sites/list-query';
import { SiteFilterBar } from '@/components/sites/site-filter-bar';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { StatList } from '@/components/ui/stat-list';
import { previewCampaign } from '@/lib/campaigns/preview-campaign';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { read, tryRead } from '@/lib/gate/read';
import { listChoices } from '@/lib/sites/list-choices';
import { findByAddress, nameByAddress } from '../../lookups';
import { startCampaign } from '../actions';

export const metadata: Metadata = { title: 'Start an access review' };

export default async function StartCampaignPage({ searchParams }: { searchParams: Promise<PageSearch> }) {
  const verdict = judge('campaign.start', roleStandings(await requireActor()));
  const header = <PageHeader title="Start an access review" breadcrumbs={[{ label: 'Access reviews', href: '/campaigns' }]} description="Choose the Sites as in the list of Sites, then say until when and what silence means." />;
  if (!verdict.allowed) {
    return (
      <>
        {header}
        <EmptyState title="You can’t start an access review">{verdict.reason}</EmptyState>
      </>
    );
  }
  const filters = new URLSearchParams(toFilterInput(toQuery(await searchParams)));
  const [{ departments, sources }, people, preview] = await Promise.all([
    read(listChoices, {}),
    nameByAddress([filters.get('owner'), filters.get('successor')].join()),
    tryRead(previewCampaign, { query: filters.toString() }),
  ]);
  return (
    <>
      {header}
      <div className="space-y-4">
        <SiteFilterBar departments={departments.map(({ name }) => ({ name }))} sources={sources} people={people} findPeople={findByAddress} />
        {!preview.ok && (
          <Callout tone="warning" title={preview.problem.title} actions={<LinkButton href="/campaigns/new">Take all filters away</LinkButton>}>
            {preview.problem.detail}
          </Callout>
        )}
        {preview.ok && <Preview preview={preview.answer} />}
        {preview.ok && (
          <Panel title="The review">
            <StartCampaignForm query={preview.answer.query} sites={preview.answer.reviewed} now={new Date().toISOString()} startCampaign={startCampaign} />
          </Panel>
        )}
      </div>
    </>
  );
}

function Preview({ preview: { query, found, reviewed, workspaceWide, ownerless } }: { preview: { query: string; found: number; reviewed: number; workspaceWide: number; ownerless: number } }) {
  const listOf = (more: Record<string, string>) => `/sites?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(query)), ...more }).toString()}`;
  const open = { audience: 'custom,workspace_all' };
  return (
    <StatList
      label="What this filter finds"
      items={[
        { label: 'Sites found', count: found, href: query === '' ? '/sites?view=all' : `/sites?${query}` },
        { label: 'To be reviewed', count: reviewed, href: listOf(open), tone: 'info', hint: 'Open to more than owner and admins' },
        { label: 'Open to the workspace', count: workspaceWide, href: listOf({ audience: 'workspace_all' }), tone: 'warning' },
        { label: 'Without an active owner', count: ownerless, href: listOf({ ...open, ownerStatus: 'deactivated,none' }), tone: 'warning', hint: 'The successor, a manager or an admin answers' },
      ]}
    />
  );
}
