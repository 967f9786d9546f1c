import { eventTypes, type EventType } from '@/lib/domain/events';
import type { TimelineEntry } from '@/lib/sites/site-shape';
import { EventChanges } from '../audit/event-changes';
import { Disclosure } from '../ui/disclosure';
import { Panel } from '../ui/panel';
import { Timeline } from '../ui/timeline';

const listed = 8;

/** What happened to the Site, earlier requests and decisions included. */
export function SiteHistory({ timeline, now }: { timeline: TimelineEntry[]; now: string }) {
  const earlier = timeline.slice(listed);
  return (
    <Panel title="History of the Site" description="Earlier requests and decisions are in it">
      <Timeline now={now} items={timeline.slice(0, listed).map((entry) => item(entry, now))} />
      {earlier.length > 0 && (
        <Disclosure summary={`${earlier.length} earlier`}>
          <Timeline now={now} items={earlier.map((entry) => item(entry, now))} />
        </Disclosure>
      )}
    </Panel>
  );
}

function item({ seq, at, type, actor, reason, changes }: TimelineEntry, now: string) {
  return {
    id: String(seq),
    at,
    title: `${actor.name} ${eventTypes[type as EventType] ?? type}`,
    body: (
      <div className="space-y-1">
        {reason !== null && <p className="break-words whitespace-pre-line">“{reason}”</p>}
        <EventChanges changes={changes} now={now} />
      </div>
    ),
  };
}
