import { z } from 'zod';
import { makeCalendar as make } from '@/lib/calendar/commands/make-calendar';
import { revokeCalendar as revoke } from '@/lib/calendar/commands/revoke-calendar';
import { markInboxRead as markRead } from '@/lib/notifications/commands/mark-inbox-read';
import { retryMail as retry } from '@/lib/notifications/commands/retry-mail';
import { setPreferences as set } from '@/lib/notifications/commands/set-preferences';
import { getMail as mail, mailShape } from '@/lib/notifications/get-mail';
import { getPreferences as preferences, preferencesShape } from '@/lib/notifications/get-preferences';
import { inboxShape, listInbox as inbox } from '@/lib/notifications/list-inbox';
import { listMail as outbox, mailListShape } from '@/lib/notifications/list-mail';
import { mailSummaryShape } from '@/lib/notifications/mail-shape';
import { changes, reads } from '../operation';

const tag = 'Notifications';
const at = z.iso.datetime();

export const listInbox = reads({ id: 'listInbox', method: 'GET', path: '/inbox', tag, summary: 'List your messages, the unread first' }, inbox, inboxShape);
export const markInboxRead = changes(
  { id: 'markInboxRead', method: 'POST', path: '/inbox/read', tag, summary: 'Mark messages as read: those named, or all' },
  markRead,
  z.object({ marked: z.int() }),
);
export const getPreferences = reads({ id: 'getPreferences', method: 'GET', path: '/me/notifications', tag, summary: 'How you are told' }, preferences, preferencesShape);
export const setPreferences = changes({ id: 'setPreferences', method: 'PUT', path: '/me/notifications', tag, summary: 'Choose how you are told' }, set, preferencesShape);
export const makeCalendar = changes(
  { id: 'makeCalendar', method: 'POST', path: '/me/calendar', tag, summary: 'Make the secret address of your calendar; an earlier one stops working', status: 201 },
  make,
  z.object({ path: z.string(), createdAt: at }),
);
export const revokeCalendar = changes(
  { id: 'revokeCalendar', method: 'DELETE', path: '/me/calendar', tag, summary: 'Revoke the address of your calendar' },
  revoke,
  z.object({ revokedAt: at }),
);
export const listMail = reads({ id: 'listMail', method: 'GET', path: '/mail', tag, summary: 'List the outbox' }, outbox, mailListShape);
export const getMail = reads({ id: 'getMail', method: 'GET', path: '/mail/{mailId}', tag, summary: 'Get an e-mail as it went out, or would now' }, mail, mailShape);
export const retryMail = changes({ id: 'retryMail', method: 'POST', path: '/mail/{mailId}/retry', tag, summary: 'Send a failed e-mail again' }, retry, mailSummaryShape);
