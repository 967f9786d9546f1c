import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { VisitorNotice } from '@/components/retirements/visitor-notice';
import { SiteAccess } from '@/components/sites/site-access';
import { SiteDeployments } from '@/components/sites/site-deployments';
import { SiteActionBar, SiteDialogs } from '@/components/sites/site-dialogs';
import { toSiteForForms } from '@/components/sites/site-for-forms';
import { SiteHeader } from '@/components/sites/site-header';
import { SiteHistory } from '@/components/sites/site-history';
import { SiteNotices } from '@/components/sites/site-notices';
import { SiteOverview } from '@/components/sites/site-overview';
import { SiteSummaryPanel } from '@/components/sites/site-summary';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { offeredReasons } from '@/lib/domain/disable-reason';
import { requireActor } from '@/lib/gate/action';
import { read, readIfAny } from '@/lib/gate/read';
import { listDepartments } from '@/lib/people/list-departments';
import { getSiteNotice } from '@/lib/retirements/get-site-notice';
import { previewRetirement } from '@/lib/retirements/preview-retirement';
import { getSite } from '@/lib/sites/get-site';
import { listSources } from '@/lib/sources/list-sources';
import { findGroups, findPeople } from '../../lookups';
import {
  acceptSuccession, declineSuccession, disableSite, editSite, enableSite, keepSite, nameSuccessor, narrowSite, noteFallback, renewSite, requestRenewal, reviewSite,
  setLegalHold, transferSite,
} from '../actions';
import { DataTab } from './data-tab';
import { beginRetirement, stopRetirement } from './retirement-actions';
import { RetirementTab } from './retirement-tab';

type Props = { params: Promise<{ siteId: string }>; searchParams: Promise<{ tab?: string | string[]; do?: string }> };

const commands = {
  disableSite, editSite, enableSite, keepSite, nameSuccessor, narrowSite, noteFallback, renewSite, requestRenewal, reviewSite, setLegalHold,
  transferSite, beginRetirement, stopRetirement, findPeople, findGroups,
};

const tabs = {
  overview: { label: 'Overview', Content: SiteOverview },
  access: { label: 'Access', Content: SiteAccess },
  data: { label: 'Data & storage', Content: DataTab },
  deployments: { label: 'Deployments', Content: SiteDeployments },
  history: { label: 'History', Content: SiteHistory },
  retirement: { label: 'Retirement', Content: RetirementTab },
};
type TabKey = keyof typeof tabs;

/** Once for the title and the page. */
const readSite = cache((siteId: string) => readIfAny(getSite, { siteId }));
/** What somebody reads of a Site that they could open and that is closed; whom it never was open to finds nothing. */
const readNotice = cache((siteId: string) => readIfAny(getSiteNotice, { siteId }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const siteId = decodeURIComponent((await params).siteId);
  const found = (await readSite(siteId)) ?? (await readNotice(siteId));
  if (found === null) notFound();
  return { title: found.title };
}

export default async function SitePage({ params, searchParams }: Props) {
  const siteId = decodeURIComponent((await params).siteId);
  const site = await readSite(siteId);
  const now = new Date().toISOString();
  const notice = site === null || site.record === null ? await readNotice(siteId) : null;
  if (site === null) {
    if (notice === null) notFound();
    return (
      <>
        <PageHeader title={notice.title} breadcrumbs={[{ label: 'Sites', href: '/sites' }]} />
        <VisitorNotice notice={notice} now={now} />
      </>
    );
  }
  const { record } = site;
  if (record === null) {
    return (
      <>
        <SiteHeader site={site} now={now} />
        {notice !== null && <VisitorNotice notice={notice} now={now} />}
        <SiteSummaryPanel site={site} now={now} />
      </>
    );
  }
  const [departments, sources] = await Promise.all([read(listDepartments, {}), read(listSources, {})]);
  const { tab, do: asked } = await searchParams;
  if (asked === 'request_widening') redirect(`/sites/${site.slug}/widen`);
  const leaves = site.state === 'retiring' || site.state === 'retired';
  const current = toTab(tab) ?? (site.state === 'retired' ? 'retirement' : 'overview');
  const { Content } = tabs[current];
  const relations = { ownerId: site.owner?.id ?? null, successorId: record.successor?.id ?? null, inAudience: false, isProposedOwner: false, isRequester: false };
  const offers = {
    disableReasons: offeredReasons(await requireActor(), relations),
    retirement: site.actions.begin_retirement.allowed ? await readIfAny(previewRetirement, { siteId: site.id }) : null,
  };
  const hrefOf = (tab: TabKey) => (tab === 'overview' && site.state !== 'retired' ? `/sites/${site.slug}` : `/sites/${site.slug}?tab=${tab}`);
  return (
    <SiteDialogs asked={asked} site={toSiteForForms(site, record, offers)} now={now} commands={commands} departments={departments.items} sources={sources.items}>
      <SiteHeader site={site} now={now} actions={<SiteActionBar />} />
      <SiteNotices site={site} record={record} now={now} acceptSuccession={acceptSuccession} declineSuccession={declineSuccession} />
      <Tabs
        label="Parts of the record"
        current={hrefOf(current)}
        items={(Object.keys(tabs) as TabKey[]).filter((tab) => leaves || tab !== 'retirement' || current === tab).map((tab) => ({ href: hrefOf(tab), label: tabs[tab].label }))}
      />
      <Content site={site} record={record} now={now} />
    </SiteDialogs>
  );
}

function toTab(given: string | string[] | undefined): TabKey | undefined {
  return (Object.keys(tabs) as TabKey[]).find((tab) => tab === given);
}
