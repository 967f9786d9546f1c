import type { Metadata } from 'next';
import { InboxList } from '@/components/notifications/inbox-list';
import { MarkAllRead } from '@/components/notifications/mark-all-read';
import { ForwardPager } from '@/components/table/forward-pager';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { read } from '@/lib/gate/read';
import { listInbox } from '@/lib/notifications/list-inbox';
import { markInboxRead } from './actions';

export const metadata: Metadata = { title: 'Inbox' };

export default async function InboxPage({ searchParams }: { searchParams: Promise<{ cursor?: string | string[] }> }) {
  const { cursor } = await searchParams;
  const { items, unread, next } = await read(listInbox, typeof cursor === 'string' ? { cursor } : {});
  return (
    <>
      <PageHeader
        title="Inbox"
        description="What you were told, the unread first. A digest shows what of it still waits."
        actions={
          <>
            <LinkButton href="/settings/notifications">How you are told</LinkButton>
            <MarkAllRead unread={unread} action={markInboxRead} />
          </>
        }
      />
      <section aria-label="Messages" className="rounded-lg border border-line">
        {items.length === 0 ? (
          <EmptyState title="No messages">When something waits for you, your digest comes here and by e-mail.</EmptyState>
        ) : (
          <>
            <InboxList items={items} now={new Date().toISOString()} action={markInboxRead} />
            <ForwardPager
              shown={items.length}
              noun={['message', 'messages']}
              firstHref={cursor === undefined ? undefined : '/inbox'}
              nextHref={next === null ? undefined : `/inbox?cursor=${encodeURIComponent(next)}`}
            />
          </>
        )}
      </section>
    </>
  );
}
