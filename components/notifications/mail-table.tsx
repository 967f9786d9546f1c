'use client';

import { useMemo } from 'react';
import type { MailSummary } from '@/lib/notifications/mail-shape';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { MailStateBadge } from './mail-state-badge';
import { RetryMail, type Retry } from './retry-mail';

/** The outbox: who was told what, and how far it is. */
export function MailTable({ mails, now, retry }: { mails: MailSummary[]; now: string; retry: Retry }) {
  const columns = useMemo(
    (): DataColumn<MailSummary>[] => [
      { key: 'subject', header: 'Subject', isMain: true, cell: ({ subject }) => <span className="min-w-0 break-words">{subject}</span> },
      { key: 'to', header: 'To', cell: ({ to }) => <PersonChip name={to.name} /> },
      { key: 'state', header: 'State', cell: (mail) => <MailStateBadge mail={mail} /> },
      { key: 'created', header: 'Made', cell: ({ createdAt }) => <Instant at={createdAt} now={now} format="relative" />, hideBelow: 'lg' },
      { key: 'attempts', header: 'Attempts', align: 'end', cell: ({ attempts }) => attempts.toLocaleString('en-US'), hideBelow: 'lg' },
      { key: 'note', header: 'Note', cell: (mail) => <Note mail={mail} now={now} /> },
      { key: 'retry', header: 'Action', align: 'end', cell: (mail) => mail.state === 'failed' && mail.sentWithId === null && <RetryMail mail={mail} retry={retry} /> },
    ],
    [now, retry],
  );
  return <DataTable label="E-mails" rows={mails} columns={columns} rowId={({ id }) => id} hrefForRow={({ id }) => `/settings/mail/${id}`} />;
}

function Note({ mail: { lastError, nextAttemptAt, sentAt, sentWithId }, now }: { mail: MailSummary; now: string }) {
  if (lastError !== null) return <span className="line-clamp-2 break-words" title={lastError}>{lastError}</span>;
  if (sentWithId !== null) return <span className="text-muted">Told in another e-mail of that day</span>;
  if (sentAt !== null) return <Instant at={sentAt} now={now} format="both" />;
  return nextAttemptAt !== null && nextAttemptAt > now ? <span className="text-muted">Waits until <Instant at={nextAttemptAt} now={now} format="time" /></span> : null;
}
