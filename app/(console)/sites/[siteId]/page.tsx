import type { Metadata } from 'next';
import { cache } from 'react';
import { SiteAccess } from '@/components/sites/site-access';
import { SiteData } from '@/components/sites/site-data';
import { SiteDeployments } from '@/components/sites/site-deployments';
import { SiteActionBar, SiteDialogs } from '@/components/sites/site-dialogs';
import { toSiteForForms } from '@/components/sites/site-for-forms';
import { SiteHeader } from '@/components/sites/site-header';
import { SiteHistory } from '@/components/sites/site-history';
import { SiteNotices } from '@/components/sites/site-notices';
import { SiteOverview } from '@/components/sites/site-overview';
import { SiteSummaryPanel } from '@/components/sites/site-summary';
import { Tabs } from '@/components/ui/tabs';
import { read } from '@/lib/gate/read';
import { listDepartments } from '@/lib/people/list-departments';
import { getSite } from '@/lib/sites/get-site';
import { listSources } from '@/lib/sources/list-sources';
import { findGroups, findPeople } from '../../lookups';
import {
  acceptSuccession, declineSuccession, disableSite, editSite, enableSite, keepSite, nameSuccessor, narrowSite, noteFallback, renewSite, requestWidening, reviewSite, setLegalHold, transferSite,
} from '../actions';

type Props = { params: Promise<{ siteId: string }>; searchParams: Promise<{ tab?: string | string[]; do?: string }> };

const commands = {
  disableSite, editSite, enableSite, keepSite, nameSuccessor, narrowSite, noteFallback, renewSite, requestWidening, reviewSite, setLegalHold, transferSite,
  findPeople, findGroups,
};

const tabs = {
  overview: { label: 'Overview', Content: SiteOverview },
  access: { label: 'Access', Content: SiteAccess },
  data: { label: 'Data & storage', Content: SiteData },
  deployments: { label: 'Deployments', Content: SiteDeployments },
  history: { label: 'History', Content: SiteHistory },
};
type TabKey = keyof typeof tabs;

/** Once for the title and the page. */
const readSite = cache((siteId: string) => read(getSite, { siteId }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readSite(decodeURIComponent((await params).siteId))).title };
}

export default async function SitePage({ params, searchParams }: Props) {
  const site = await readSite(decodeURIComponent((await params).siteId));
  const now = new Date().toISOString();
  const { record } = site;
  if (record === null) {
    return (
      <>
        <SiteHeader site={site} now={now} />
        <SiteSummaryPanel site={site} now={now} />
      </>
    );
  }
  const [departments, sources] = await Promise.all([read(listDepartments, {}), read(listSources, {})]);
  const { tab, do: asked } = await searchParams;
  const current = toTab(tab);
  const { Content } = tabs[current];
  const hrefOf = (tab: TabKey) => (tab === 'overview' ? `/sites/${site.slug}` : `/sites/${site.slug}?tab=${tab}`);
  return (
    <SiteDialogs asked={asked} site={toSiteForForms(site, record)} now={now} commands={commands} departments={departments.items} sources={sources.items}>
      <SiteHeader site={site} now={now} actions={<SiteActionBar />} />
      <SiteNotices site={site} record={record} now={now} acceptSuccession={acceptSuccession} declineSuccession={declineSuccession} />
      <Tabs
        label="Parts of the record"
        current={hrefOf(current)}
        items={(Object.keys(tabs) as TabKey[]).map((tab) => ({ href: hrefOf(tab), label: tabs[tab].label }))}
      />
      <Content site={site} record={record} now={now} />
    </SiteDialogs>
  );
}

function toTab(given: string | string[] | undefined): TabKey {
  return (Object.keys(tabs) as TabKey[]).find((tab) => tab === given) ?? 'overview';
}
