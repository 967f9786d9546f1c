import Link from 'next/link';
import type { ReactNode } from 'react';
import { eventTypes, type EventType } from '@/lib/domain/events';
import type { AuditEventView } from '@/lib/audit/list-audit';
import { Avatar } from '../ui/avatar';
import { CopyButton } from '../ui/copy-button';
import { DefinitionList } from '../ui/definition-list';
import { Instant } from '../ui/time';
import { FormattedNumber } from '../ui/number';
import { fieldText, valueText } from './change-text';
import { EventChanges } from './event-changes';

const origins: Record<string, string> = {
  ui: 'This console',
  rest: 'REST, with an API token or the console’s session',
  shell: 'The server’s shell',
  job: 'A job of this server',
};

/** One event: a line that says who did what, and behind it the whole of what was sealed. */
export function EventEntry({ event, now }: { event: AuditEventView; now: string }) {
  const anchor = `event-${event.seq}`;
  return (
    <li>
      <details className="group border-b border-line">
        <summary className="grid min-h-8 list-none items-center gap-x-3 px-3 py-1.5 -outline-offset-2 group-open:bg-subtle hover:bg-subtle sm:grid-cols-[9.5rem_minmax(0,1fr)_auto] [&::-webkit-details-marker]:hidden">
          <span className="text-xs text-muted">
            <Instant at={event.at} now={now} format="time" />
          </span>
          <span className="flex min-w-0 items-center gap-1.5">
            <Avatar name={event.actor.name} size="sm" />
            <span className="min-w-0 break-words">
              <span className="font-medium">{event.actor.name}</span> {eventTypes[event.type as EventType] ?? event.type}
              {objectOf(event) !== null && <span className="text-muted"> · {objectOf(event)}</span>}
            </span>
          </span>
          <span className="hidden text-xs text-muted sm:inline">
            <span className="group-open:hidden">
              #<FormattedNumber value={event.seq} /> · Show
            </span>
            <span className="hidden group-open:inline">Hide</span>
          </span>
        </summary>
        <div id={anchor} className="space-y-3 border-t border-line px-3 py-3 sm:pl-[11.5rem]">
          <EventChanges changes={event.changes} now={now} />
          <DefinitionList items={detailsOf(event, anchor)} />
        </div>
      </details>
    </li>
  );
}

function objectOf(event: AuditEventView): string | null {
  return event.site?.title ?? event.subject?.name ?? null;
}

function detailsOf(event: AuditEventView, anchor: string): { label: string; value: ReactNode; missing?: string }[] {
  const { site, request, subject, actor } = event;
  return [
    { label: 'Reason', value: event.reason, missing: 'None given' },
    ...(site === null ? [] : [{ label: 'Site', value: <TextLink href={`/sites/${site.slug}`}>{site.title}</TextLink> }]),
    ...(request === null
      ? []
      : [{ label: 'Request', value: <TextLink href={`/requests/${request.id}`}>{`${fieldText(request.kind)}, revision ${request.revision}`}</TextLink> }]),
    ...(subject === null ? [] : [{ label: fieldText(subject.kind), value: subject.name }]),
    ...Object.entries(event.data)
      .map(([key, value]) => ({ label: fieldText(key), value: valueText(value, key) }))
      .filter(({ value }) => value !== ''),
    { label: 'Who', value: [actor.name, actor.email, actor.roles.map((role) => fieldText(role)).join(', ')].filter(Boolean).join(' · ') },
    { label: 'From where', value: `${origins[event.via] ?? event.via}${actor.tokenId === null ? '' : ' (by an API token)'}` },
    { label: 'Type', value: <Exact text={event.type} label="the type" /> },
    { label: 'Correlation id', value: <Exact text={event.correlationId} label="the correlation id" /> },
    {
      label: 'Place in the chain',
      value: (
        <TextLink href={`#${anchor}`}>
          #<FormattedNumber value={event.seq} />
        </TextLink>
      ),
    },
    { label: 'Hash', value: <Exact text={event.hash} label="the hash" /> },
    { label: 'Hash before it', value: <Exact text={event.prevHash} label="the hash before it" /> },
  ];
}

function Exact({ text, label }: { text: string; label: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <code className="min-w-0 font-mono text-xs break-all">{text}</code>
      <CopyButton value={text} label={`Copy ${label}`} />
    </span>
  );
}

function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="inline-flex min-h-6 items-center underline decoration-line underline-offset-2 hover:decoration-current">
      {children}
    </Link>
  );
}
