import { addDays } from 'date-fns';
import type { Metadata } from 'next';
import { RenewMany } from '@/components/sites/renew-many';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { read } from '@/lib/gate/read';
import { listSites } from '@/lib/sites/list-sites';
import { renewSites } from '../sites/actions';

export const metadata: Metadata = { title: 'Renew' };

const horizonDays = 60;

export default async function RenewPage() {
  const now = new Date();
  const mine = await read(listSites, { owner: 'me', state: 'draft,live,disabled', sort: 'expiresAt', limit: '200' });
  const until = addDays(now, horizonDays).toISOString();
  const ending = mine.items.filter(({ expiresAt }) => expiresAt !== null && expiresAt < until);
  return (
    <>
      <PageHeader title="Renew" description={`Your Sites that have expired or expire within ${horizonDays} days, with one date and one reason for all you choose.`} />
      {ending.length === 0 ? (
        <EmptyState title="Nothing to renew" action={<LinkButton href="/sites?owner=me&sort=expiresAt">Show my Sites</LinkButton>}>
          None of your Sites expires within {horizonDays} days. A single Site can be renewed on its own page at any time.
        </EmptyState>
      ) : (
        <RenewMany sites={ending} now={now.toISOString()} renewSites={renewSites} />
      )}
    </>
  );
}
