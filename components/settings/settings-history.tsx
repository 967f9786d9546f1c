import type { AuditEventView } from '@/lib/audit/list-audit';
import { EventChanges } from '../audit/event-changes';
import { LinkButton } from '../ui/link-button';
import { Panel } from '../ui/panel';
import { Timeline } from '../ui/timeline';

/** Who changed the settings when, why, and from what to what. */
export function SettingsHistory({ events, now }: { events: AuditEventView[]; now: string }) {
  return (
    <div className="mt-4 max-w-4xl">
      <Panel
        title="History"
        actions={
          events.length > 0 && (
            <LinkButton size="sm" variant="ghost" href="/audit?type=settings.changed">
              In the audit log
            </LinkButton>
          )
        }
      >
        {events.length === 0 ? (
          <p className="text-muted">Nobody has changed the settings: they are those that a workspace begins with.</p>
        ) : (
          <Timeline
            now={now}
            items={events.map(({ id, at, actor, reason, changes }) => ({
              id,
              at,
              title: reason ?? 'Changed',
              actor: actor.name,
              body: <EventChanges changes={changes} now={now} />,
            }))}
          />
        )}
      </Panel>
    </div>
  );
}
