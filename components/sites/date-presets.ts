import type { DatePreset } from '../form/date-field';

const day = 24 * 60 * 60 * 1000;

/** The calendar day that lies so many days after `now`, in UTC, as date fields write it. */
export function dayAfter(now: string, days: number): string {
  return new Date(Date.parse(now) + days * day).toISOString().slice(0, 10);
}

/** Renewals that people choose most, without those that would not move the date on. */
export function renewalPresets(now: string, expiresAt: string | null): DatePreset[] {
  return [30, 90, 180]
    .map((days) => ({ label: `+${days} d`, value: dayAfter(now, days) }))
    .filter(({ value }) => expiresAt === null || value > expiresAt.slice(0, 10));
}

/** What a renewal begins with: three months, or the longest preset that still moves the date on. */
export function suggestedRenewal(now: string, expiresAt: string | null): string {
  const presets = renewalPresets(now, expiresAt);
  return presets.find(({ label }) => label === '+90 d')?.value ?? presets.at(-1)?.value ?? '';
}
