import { ChevronRight } from 'lucide-react';
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
        <summary className="grid min-h-8 list-none items-center gap-x-3 px-3 py-1.5 -outline-offset-2 group-open:bg-subtle hover:bg-subtle grid-cols-[0.875rem_minmax(0,1fr)] sm:grid-cols-[0.875rem_9rem_minmax(0,1fr)_auto] [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden="true" size={14} className="text-faint transition-transform group-open:rotate-90" />
          <span className="text-xs text-muted">
            <Instant at={event.at} now={now} format="time" />
          </span>
          <span className="flex min-w-0 items-center gap-1.5 max-sm:col-start-2">
            <Avatar name={event.actor.name} size="sm" />
            <span className="min-w-0 break-words">
              <span className="font-medium">{event.actor.name}</span> {eventTypes[event.type as EventType] ?? event.type}
              {objectOf(event) !== null && <span className="text-muted"> · {objectOf(event)}</span>}
            </span>
          </span>
          <span className="hidden text-xs text-muted sm:inline">
            #<FormattedNumber value={event.seq} />
          </span>
        </summary>
        <div id={anchor} className="space-y-3 border-t border-line px-3 py-3 sm:pl-[12.375rem]">
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

type Detail = { label: string; value: ReactNode; missing?: string };

function detailsOf(event: AuditEventView, anchor: string): Detail[] {
  const { site, request, subject, actor } = event;
  const about: Detail[] = [
    { label: 'Reason', value: event.reason, missing: 'None given' },
    ...(site === null ? [] : [{ label: 'Site', value: <TextLink href={`/sites/${site.slug}`}>{site.title}</TextLink> }]),
    ...(request === null
      ? []
      : [{ label: 'Request', value: <TextLink href={`/requests/${request.id}`}>{`${fieldText(request.kind)}, revision ${request.revision}`}</TextLink> }]),
    ...(subject === null ? [] : [{ label: fieldText(subject.kind), value: subject.name }]),
  ];
  const seal: Detail[] = [
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
  return [...about, ...dataOf(event.data, [...about, ...seal]), ...seal];
}

/** What else the event holds. An id stands back where the name beside it says the same. */
function dataOf(data: AuditEventView['data'], others: Detail[]): Detail[] {
  const taken = new Set(others.map(({ label }) => label));
  return Object.entries(data)
    .filter(([key]) => !(key.endsWith('Id') && key.slice(0, -2) in data))
    .map(([key, value]) => ({ label: taken.has(fieldText(key)) ? `${fieldText(key)} (details)` : fieldText(key), value: valueText(value, key) }))
    .filter(({ value }) => value !== '');
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
