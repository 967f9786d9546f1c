'use server';

import { act } from '@/lib/gate/action';
import { markInboxRead as mark } from '@/lib/notifications/commands/mark-inbox-read';

/** Marks messages as read: those that are named, or all. */
export async function markInboxRead(input: unknown) {
  return act(mark, input);
}
