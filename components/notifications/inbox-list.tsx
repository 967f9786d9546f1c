'use client';

import Link from 'next/link';
import { useTransition } from 'react';
import type { InboxItem } from '@/lib/notifications/list-inbox';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { cx } from '../ui/cx';
import { Disclosure } from '../ui/disclosure';
import { LinkButton } from '../ui/link-button';
import { FormattedNumber } from '../ui/number';
import { Instant } from '../ui/time';
import { toastResult } from '../ui/toast-result';
import type { MarkRead } from './mark-all-read';

export interface InboxListProps {
  items: InboxItem[];
  now: string;
  action: MarkRead;
}

/** Messages, each with the one thing to do about it. */
export function InboxList({ items, now, action }: InboxListProps) {
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => (
        <li key={item.id} id={item.id}>
          <Message item={item} now={now} action={action} />
        </li>
      ))}
    </ul>
  );
}

function Message({ item, now, action }: { item: InboxItem; now: string; action: MarkRead }) {
  const [isPending, startTransition] = useTransition();
  const isUnread = item.readAt === null;
  const mark = () =>
    startTransition(async () => {
      const result = await action({ ids: [item.id] });
      if (!result.ok) toastResult(result);
    });
  return (
    <article aria-labelledby={`title-${item.id}`} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          {isUnread && <Badge tone="info">Unread</Badge>}
          <h2 id={`title-${item.id}`} className={cx('min-w-0 break-words', isUnread ? 'font-semibold' : 'font-medium text-muted')}>
            {item.title}
          </h2>
          <span className="text-xs text-muted">
            <Instant at={item.createdAt} now={now} format="both" />
          </span>
        </div>
        {item.lines.map((line) => (
          <p key={line} className="max-w-prose break-words">
            {line}
          </p>
        ))}
        {item.waiting !== null && <Waiting waiting={item.waiting} />}
      </div>
      <div className="flex flex-wrap gap-2">
        {isUnread && (
          <Button size="sm" aria-busy={isPending} onClick={mark}>
            Mark as read<span className="sr-only">: {item.title}</span>
          </Button>
        )}
        {item.action !== null && (
          <LinkButton size="sm" variant="primary" href={item.action.href}>
            {item.action.label}
          </LinkButton>
        )}
      </div>
    </article>
  );
}

function Waiting({ waiting: { told, left, first } }: { waiting: NonNullable<InboxItem['waiting']> }) {
  if (left === 0) return <p className="text-muted">Nothing of this digest waits any more.</p>;
  return (
    <Disclosure
      summary={
        <>
          <FormattedNumber value={left} /> of <FormattedNumber value={told} /> {left === 1 ? 'waits' : 'wait'} still
        </>
      }
    >
      <ul className="mt-1 space-y-1.5">
        {first.map(({ title, href, lines }) => (
          <li key={href + title}>
            <Link href={href} className="inline-flex min-h-6 items-center font-medium hover:underline">
              {title}
            </Link>
            <p className="text-muted">{lines.join(' ')}</p>
          </li>
        ))}
        {left > first.length && (
          <li className="text-muted">
            And <FormattedNumber value={left - first.length} /> more.
          </li>
        )}
      </ul>
    </Disclosure>
  );
}
