import ical, { ICalCalendarMethod } from 'ical-generator';
import type { WaitingSite } from '@/lib/domain/digest';
import type { Settings } from '@/lib/domain/settings';
import { lifecycleStepLabels, scheduleOf } from '@/lib/domain/sweep';
import { startOfUtcDay, utcDate } from '@/lib/domain/utc-day';

type Frame = { name: string; address: string; now: Date };

/** What will happen to these Sites, a day each. An event keeps its id when its date moves, so that programs move it too. */
export function writeCalendar(sites: readonly WaitingSite[], settings: Settings, { name, address, now }: Frame): string {
  const calendar = ical({ name, prodId: { company: 'Siteward', product: 'Siteward', language: 'EN' }, method: ICalCalendarMethod.PUBLISH, ttl: 60 * 60 });
  for (const site of sites) {
    for (const { step, at } of scheduleOf(site, settings, site)) {
      const { what, unless } = lifecycleStepLabels[step];
      calendar.createEvent({
        id: `${site.id}.${step}@siteward`,
        start: startOfUtcDay(at),
        allDay: true,
        timezone: 'UTC',
        stamp: now,
        summary: `${site.title}: ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
        description: unless === null ? `On ${utcDate(at)}, UTC.` : `On ${utcDate(at)}, UTC, unless ${unless}.`,
        url: `${address}/sites/${site.slug}`,
      });
    }
  }
  return calendar.toString();
}
