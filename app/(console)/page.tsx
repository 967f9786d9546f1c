import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { LinkButton } from '@/components/ui/link-button';
import { requireActor } from '@/lib/gate/action';
import { read } from '@/lib/gate/read';
import { getMe } from '@/lib/people/get-me';
import { AdminBlock, AuditorBlock, ReviewerBlock } from './home-governance';
import { OpenToMeBlock, OwnerBlock } from './home-own';

export const metadata: Metadata = { title: 'Home' };

/** What needs this person today. Somebody who is several things at once sees each of them. */
export default async function HomePage() {
  const { roles } = await requireActor();
  const me = await read(getMe, {});
  const now = new Date().toISOString();
  const governs = roles.some((role) => role !== 'member');
  return (
    <>
      <PageHeader
        title="What needs you today"
        actions={
          !roles.includes('auditor') && (
            <LinkButton href="/sites/new" variant={governs ? 'secondary' : 'primary'}>
              Register a Site
            </LinkButton>
          )
        }
      />
      <div className="space-y-4">
        {roles.includes('admin') && <AdminBlock now={now} />}
        {roles.includes('reviewer') && <ReviewerBlock now={now} />}
        {roles.includes('auditor') && <AuditorBlock now={now} />}
        {(me.ownedSites > 0 || !governs) && <OwnerBlock now={now} owned={me.ownedSites} />}
        {!governs && me.ownedSites === 0 && <OpenToMeBlock now={now} />}
      </div>
    </>
  );
}
