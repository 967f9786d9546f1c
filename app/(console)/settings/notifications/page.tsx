import type { Metadata } from 'next';
import { CalendarAddress } from '@/components/notifications/calendar-address';
import { PreferencesForm } from '@/components/notifications/preferences-form';
import { Panel } from '@/components/ui/panel';
import { read } from '@/lib/gate/read';
import { getPreferences } from '@/lib/notifications/get-preferences';
import { makeCalendar, revokeCalendar, setPreferences } from './actions';

export const metadata: Metadata = { title: 'Notifications' };

export default async function NotificationsPage() {
  const preferences = await read(getPreferences, {});
  return (
    <div className="max-w-3xl space-y-4">
      <Panel
        title="Digest"
        description="At most one message a day, with everything that waits for you. Nothing is sent on quiet days, and one comes early only for what can’t wait for the next."
      >
        <PreferencesForm preferences={preferences} action={setPreferences} />
      </Panel>
      <Panel title="Calendar" description="Your Sites’ expiries, closings and reviews as days in your own calendar program.">
        <CalendarAddress calendar={preferences.calendar} now={new Date().toISOString()} make={makeCalendar} revoke={revokeCalendar} />
      </Panel>
    </div>
  );
}
