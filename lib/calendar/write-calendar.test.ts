import { expect, it } from 'vitest';
import type { WaitingSite } from '@/lib/domain/digest';
import { defaultSettings } from '@/lib/domain/settings';
import { writeCalendar } from './write-calendar';

const frame = { name: 'Sites of Olga', address: 'https://siteward.example.com', now: new Date('2026-11-23T09:00:00Z') };
const site: WaitingSite = {
  id: 'a', slug: 'crm-notes', title: 'Notes; and, more\nEND:VCALENDAR', as: 'owner', state: 'live', classification: 'team_internal', audience: 'admins_only',
  expiresAt: new Date('2026-12-24T15:00:00Z'), reviewDueAt: new Date('2026-12-01T00:00:00Z'), lastVisitedAt: null, keptAt: null, disabledAt: null, disabledReason: null,
  onLegalHold: false, inactivity: null, attestationAskedAt: null, retirement: null, fallsBackAt: null,
};
/** The events' lines of one name, in order; long ones put together again. */
const linesOf = (text: string, name: string): string[] => text.replaceAll('\r\n ', '').split('\r\n').flatMap((line) => (line.startsWith(name) ? [line.slice(name.length + 1)] : []));

it('writes a day for each thing that will happen, under an id that stays when it moves', () => {
  const text = writeCalendar([site], defaultSettings, frame);
  expect(linesOf(text, 'UID')).toEqual(['a.review_due@siteward', 'a.expires@siteward', 'a.disabled_expired@siteward']);
  expect(linesOf(text, 'DTSTART;VALUE=DATE')).toEqual(['20261201', '20261224', '20270107']);
  const later = writeCalendar([{ ...site, expiresAt: new Date('2027-06-01T00:00:00Z') }], defaultSettings, frame);
  expect(linesOf(later, 'UID')).toEqual(linesOf(text, 'UID'));
  expect(linesOf(later, 'DTSTART;VALUE=DATE')).toEqual(['20261201', '20270601', '20270615']);
});

it('has the day on which a widening ends by itself', () => {
  const widened: WaitingSite = { ...site, title: 'Notes', audience: 'custom', fallsBackAt: new Date('2026-11-28T10:00:00Z'), expiresAt: null, reviewDueAt: null };
  const text = writeCalendar([widened], defaultSettings, frame);
  // A Saturday: it ends on time, whatever the day.
  expect([linesOf(text, 'UID'), linesOf(text, 'DTSTART;VALUE=DATE'), linesOf(text, 'SUMMARY')]).toEqual([['a.falls_back@siteward'], ['20261128'], ['Notes: audience falls back']]);
  expect(linesOf(text, 'DESCRIPTION')).toEqual(['On 2026-11-28\\, UTC\\, unless a longer widening is approved.']);
});

it('lets no title end the calendar', () => {
  const text = writeCalendar([site], defaultSettings, frame);
  expect(text.match(/^END:VCALENDAR/gm)).toHaveLength(1);
  expect(linesOf(text, 'SUMMARY')[0]).toBe('Notes\\; and\\, more\\nEND:VCALENDAR: review due');
});
