import type { Metadata } from 'next';
import { MailTable } from '@/components/notifications/mail-table';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { mailStateLabels, mailStates, type MailState } from '@/lib/domain/mail';
import { tryRead } from '@/lib/gate/read';
import { leavesByMail } from '@/lib/notifications/leaves-by-mail';
import { listMail } from '@/lib/notifications/list-mail';
import { retryMail } from './actions';

export const metadata: Metadata = { title: 'Mail' };

type Search = { state?: string | string[]; cursor?: string | string[] };

export default async function MailPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { state: given, cursor } = await searchParams;
  const state = mailStates.find((one) => one === given);
  const list = await tryRead(listMail, { ...(state !== undefined && { state }), ...(typeof cursor === 'string' && { cursor }) });
  if (!list.ok) {
    return <EmptyState title={list.problem.status === 403 ? 'The outbox is for admins' : 'This page can’t be shown'}>{list.problem.detail}</EmptyState>;
  }
  const { items, next } = list.answer;
  const href = (more: Record<string, string>) => `/settings/mail?${new URLSearchParams({ ...(state !== undefined && { state }), ...more }).toString()}`;
  return (
    <div className="space-y-4">
      {!leavesByMail() && (
        <Callout title="No mail server is set">
          Nothing leaves this machine. Here stands what would have been sent, and to whom. Set SMTP_URL to send it from then on.
        </Callout>
      )}
      <Panel flush title="Outbox" description="Newest first. What has failed can be sent again." actions={<StateLinks current={state} />}>
        {items.length === 0 ? (
          <EmptyState title={state === undefined ? 'No e-mail yet' : `Nothing is ${mailStateLabels[state].toLowerCase()}`}>
            Digests are made every hour for those whose day it is.
          </EmptyState>
        ) : (
          <MailTable mails={items} now={new Date().toISOString()} retry={retryMail} />
        )}
        <ForwardPager
          shown={items.length}
          noun={['e-mail', 'e-mails']}
          firstHref={cursor === undefined ? undefined : href({})}
          nextHref={next === null ? undefined : href({ cursor: next })}
        />
      </Panel>
    </div>
  );
}

function StateLinks({ current }: { current: MailState | undefined }) {
  return (
    <>
      <LinkButton size="sm" variant={current === undefined ? 'primary' : 'secondary'} href="/settings/mail" aria-current={current === undefined ? 'true' : undefined}>
        All
      </LinkButton>
      {mailStates.map((state) => (
        <LinkButton key={state} size="sm" variant={current === state ? 'primary' : 'secondary'} href={`/settings/mail?state=${state}`} aria-current={current === state ? 'true' : undefined}>
          {state === 'sent' && !leavesByMail() ? 'Would be sent' : mailStateLabels[state]}
        </LinkButton>
      ))}
    </>
  );
}
