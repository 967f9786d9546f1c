import { scheduleText } from '@/lib/domain/schedule-text';
import type { SiteDetail } from '@/lib/sites/site-shape';
import { Panel } from '../ui/panel';
import { Instant } from '../ui/time';

/** Every step that the lifecycle takes by itself if nobody does anything, and what stops it. */
export function SiteSchedule({ schedule, now }: { schedule: SiteDetail['schedule']; now: string }) {
  return (
    <Panel title="What happens next">
      {schedule.length === 0 ? (
        <p className="text-muted">Nothing happens by itself.</p>
      ) : (
        <ol className="space-y-2">
          {schedule.map(({ step, at }) => {
            const { what, unless, isOverdue } = scheduleText(step, at <= now);
            return (
              <li key={step} className="grid gap-x-4 sm:grid-cols-[10rem_minmax(0,1fr)]">
                <span className="text-muted">
                  <Instant at={at} now={now} format="both" />
                </span>
                <span>
                  <span className="font-medium">{what}</span>
                  {isOverdue && ' by the next sweep'}
                  {unless !== null && ` unless ${unless}`}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </Panel>
  );
}
