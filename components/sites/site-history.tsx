import { eventTypes, type EventType } from '@/lib/domain/events';
import type { TimelineEntry } from '@/lib/sites/site-shape';
import { fieldText, valueText } from '../audit/change-text';
import { EventChanges } from '../audit/event-changes';
import { EmptyState } from '../ui/empty-state';
import { Panel } from '../ui/panel';
import { Timeline } from '../ui/timeline';
import type { Tone } from '../ui/tone';
import type { SiteTabProps } from './site-overview';

const origins: Record<string, string> = { ui: 'in this console', rest: 'over REST', shell: 'from the server’s shell', job: 'by a job' };

/** Facts of an event whose key alone would not say what they are. */
const factLabels: Record<string, string> = { gains: 'People who gain access', from: 'Arrived by', to: 'New owner' };

const tones: Partial<Record<EventType, Tone>> = {
  'site.disabled': 'danger',
  'site.drifted': 'warning',
  'site.legal_hold_set': 'warning',
  'site.enabled': 'success',
  'site.renewed': 'success',
  'site.reviewed': 'success',
  'site.audience_widened': 'info',
  'site.audience_narrowed': 'info',
  'request.approved': 'success',
  'request.rejected': 'danger',
  'request.changes_asked': 'warning',
};

/** Everything that happened to the Site: what changed, who did it, why and from where. */
export function SiteHistory({ record, now }: SiteTabProps) {
  const { timeline } = record;
  return (
    <Panel title="History" description={timeline.length >= 100 ? 'The last 100 events, newest first; all of them stand in the audit log' : 'Newest first'}>
      {timeline.length === 0 ? (
        <EmptyState title="Nothing has been recorded yet">Every change from now on appears here.</EmptyState>
      ) : (
        <Timeline
          now={now}
          items={timeline.map((entry) => ({
            id: String(entry.seq),
            at: entry.at,
            title: titleOf(entry),
            actor: `${entry.actor.name}, ${origins[entry.via] ?? entry.via}`,
            tone: tones[entry.type as EventType] ?? 'neutral',
            body: <EntryBody entry={entry} now={now} />,
          }))}
        />
      )}
    </Panel>
  );
}

function titleOf({ type }: TimelineEntry): string {
  const text: string = eventTypes[type as EventType] ?? type;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function EntryBody({ entry, now }: { entry: TimelineEntry; now: string }) {
  const facts = Object.entries(entry.data)
    .map(([key, value]) => ({ key, text: valueText(value, key) }))
    .filter(({ text }) => text !== '');
  return (
    <div className="space-y-1">
      {entry.reason !== null && <p className="border-l-2 border-line pl-2 whitespace-pre-line">{entry.reason}</p>}
      <EventChanges changes={realChanges(entry.changes)} now={now} />
      {facts.length > 0 && (
        <p className="text-xs break-words text-muted">{facts.map(({ key, text }) => `${factLabels[key] ?? fieldText(key)}: ${text}`).join(' · ')}</p>
      )}
    </div>
  );
}

/** An event names fields that it set to nothing, too; only those that moved tell a story. */
function realChanges(changes: TimelineEntry['changes']): TimelineEntry['changes'] {
  return Object.fromEntries(Object.entries(changes).filter(([, { before, after }]) => JSON.stringify(before) !== JSON.stringify(after)));
}
