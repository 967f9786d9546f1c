import { addDays } from 'date-fns';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { RenewMany } from '@/components/sites/renew-many';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { usualRenewalReasons } from '@/lib/domain/renewal-reasons';
import { read } from '@/lib/gate/read';
import { getDigestSites } from '@/lib/notifications/get-digest-sites';
import { listSites } from '@/lib/sites/list-sites';
import type { SiteSummary } from '@/lib/sites/site-shape';
import { renewSites } from '../sites/actions';

export const metadata: Metadata = { title: 'Renew' };

const horizonDays = 60;
/** So many stand on the page at once; renewing them brings the next. */
const shown = 200;

const isId = (text: string | string[]): text is string => z.uuid().safeParse(text).success;

type Search = { digest?: string | string[]; sites?: string | string[] };

export default async function RenewPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { digest, sites } = await searchParams;
  const now = new Date();
  if (digest !== undefined && !isId(digest)) notFound();
  if (digest !== undefined) return <FromDigest notificationId={digest} now={now} />;
  if (typeof sites === 'string' && sites !== '') return <Chosen ids={sites.split(',').filter(isId)} now={now} />;
  const mine = await read(listSites, { owner: 'me', state: 'draft,live,disabled', sort: 'expiresAt', limit: String(shown) });
  const until = addDays(now, horizonDays).toISOString();
  const ending = mine.items.filter(({ expiresAt }) => expiresAt !== null && expiresAt < until);
  return (
    <Renewal
      list="ending"
      description={`Your Sites that have expired or expire within ${horizonDays} days, with one date and one reason for all you choose.`}
      sites={ending}
      now={now}
      nothing={`None of your Sites expires within ${horizonDays} days. A single Site can be renewed on its own page at any time.`}
    />
  );
}

/** Exactly the Sites of a digest that still wait, ready to go. */
async function FromDigest({ notificationId, now }: { notificationId: string; now: Date }) {
  const { ids } = await read(getDigestSites, { notificationId });
  const sites = await sitesOf(ids);
  const description = ids.length > sites.length ? `The first ${sites.length} of ${ids.length.toLocaleString('en-US')} Sites of your digest. The others follow when these are renewed.` : 'The Sites of your digest that still wait.';
  return (
    <Renewal
      list={notificationId}
      description={description}
      sites={sites}
      now={now}
      startsWith={usualRenewalReasons[0]}
      nothing="All Sites of this digest have been renewed, or are no longer yours."
    />
  );
}

async function Chosen({ ids, now }: { ids: string[]; now: Date }) {
  return <Renewal list={ids.join()} description="The Sites that the link names." sites={await sitesOf(ids)} now={now} startsWith={usualRenewalReasons[0]} nothing="None of the Sites that the link names is yours." />;
}

/** One's own of these Sites, in the order given. */
async function sitesOf(ids: string[]): Promise<SiteSummary[]> {
  const first = ids.slice(0, shown);
  if (first.length === 0) return [];
  const { items } = await read(listSites, { owner: 'me', state: 'draft,live,disabled', id: first.join(','), limit: String(shown) });
  const place = new Map(first.map((id, at) => [id, at]));
  return items.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

type RenewalProps = { list: string; description: string; sites: SiteSummary[]; now: Date; startsWith?: string; nothing: ReactNode };

/** `list` names what is listed: another one begins anew. */
function Renewal({ list, description, sites, now, startsWith, nothing }: RenewalProps) {
  return (
    <>
      <PageHeader title="Renew" description={description} />
      <RenewMany
        key={list}
        sites={sites}
        now={now.toISOString()}
        startsWith={startsWith}
        renewSites={renewSites}
        empty={
          <EmptyState title="Nothing to renew" action={<LinkButton href="/sites?owner=me&sort=expiresAt">Show my Sites</LinkButton>}>
            {nothing}
          </EmptyState>
        }
      />
    </>
  );
}
