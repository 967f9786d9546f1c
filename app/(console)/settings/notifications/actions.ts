'use server';

import { makeCalendar as make } from '@/lib/calendar/commands/make-calendar';
import { revokeCalendar as revoke } from '@/lib/calendar/commands/revoke-calendar';
import { act } from '@/lib/gate/action';
import { setPreferences as set } from '@/lib/notifications/commands/set-preferences';

export async function setPreferences(input: unknown) {
  return act(set, input);
}

/** Makes the address of one's calendar; the answer is the only time that it is shown. */
export async function makeCalendar() {
  return act(make, {});
}

export async function revokeCalendar() {
  return act(revoke, {});
}
