import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { fromDraft, fromProposal, type WidenValue } from '@/components/requests/widen/widen-value';
import { WidenForm } from '@/components/requests/widen/widen-form';
import { Callout } from '@/components/ui/callout';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/gate/action';
import { read, readIfAny } from '@/lib/gate/read';
import { nameIds } from '@/lib/people/name-ids';
import { getDraft } from '@/lib/requests/get-draft';
import { getRequest } from '@/lib/requests/get-request';
import { getSite } from '@/lib/sites/get-site';
import { findGroups, findPeople } from '../../../lookups';
import { requestWidening } from '../../actions';

type Props = { params: Promise<{ siteId: string }> };

/** Once for the title and the page. */
const readSite = cache((siteId: string) => readIfAny(getSite, { siteId }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const site = await readSite(decodeURIComponent((await params).siteId));
  if (site === null) notFound();
  return { title: `Ask to widen: ${site.title}` };
}

export default async function WidenPage({ params }: Props) {
  const site = await readSite(decodeURIComponent((await params).siteId));
  if (site === null || site.record === null) notFound();
  const { approvedAudience, openRequests } = site.record;
  const { personId } = await requireActor();
  const open = openRequests.find(({ kind }) => kind === 'widening');
  const isMine = open?.state === 'changes_requested' && open.requester.id === personId;
  const header = <PageHeader title={`Ask to widen: ${site.title}`} breadcrumbs={[{ label: 'Sites', href: '/sites' }, { label: site.title, href: `/sites/${site.slug}` }]} />;
  const { allowed, reason } = site.actions.request_widening;
  if (!allowed || (open !== undefined && !isMine)) {
    const title = allowed ? 'A widening of this Site is asked for already' : (reason ?? 'You can’t ask for this');
    return (
      <>
        {header}
        <Callout tone="neutral" title={title} actions={open !== undefined && <LinkButton href={`/requests/${open.id}`}>Look at the request</LinkButton>}>
          {open !== undefined && 'One is decided at a time. It can be withdrawn to ask for something else.'}
        </Callout>
      </>
    );
  }
  const today: WidenValue = {
    mode: 'custom',
    people: approvedAudience.people.map(({ id, name }) => ({ value: id, label: name })),
    groups: approvedAudience.groups.map(({ id, name }) => ({ value: id, label: name })),
    reason: '',
    until: '',
    evidence: {},
  };
  const { draft } = await read(getDraft, { siteId: site.id });
  const kept = draft === null ? null : fromDraft(draft, today, new Map((await read(nameIds, { people: draft.people, groups: draft.groups })).map(({ id, name }) => [id, name])));
  const asked = isMine && kept === null ? await read(getRequest, { requestId: open.id }) : null;
  const sentBack = asked !== null && 'audience' in asked.proposal ? fromProposal(asked.proposal, asked.reason) : null;
  return (
    <>
      {header}
      <WidenForm
        site={{ id: site.id, revision: site.revision }}
        today={site.audience}
        start={kept ?? sentBack ?? today}
        isDraft={kept !== null}
        isRevision={isMine}
        now={new Date().toISOString()}
        requestWidening={requestWidening}
        findPeople={findPeople}
        findGroups={findGroups}
      />
    </>
  );
}
