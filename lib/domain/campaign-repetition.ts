import { z } from 'zod';
import type { CampaignState } from './campaign';
import { refuse, type Refusal } from './refusal';
import { addUtcMonths, utcMonth } from './utc-day';

/** How often an access review can begin anew by itself, in months. */
export const campaignRepetitions = [3, 6, 12] as const;
export type CampaignRepetition = (typeof campaignRepetitions)[number];
export const campaignRepetitionSchema = z.literal(campaignRepetitions);

export type Repeating = {
  state: CampaignState;
  name: string;
  createdAt: Date;
  dueAt: Date;
  repeatMonths: number | null;
  repeatAt: Date | null;
  repeatEndedAt: Date | null;
  /** Why it could not be started, where it couldn't. */
  problem: string | null;
};

/** When the next one begins: so many months after this one began, on the same day of the month or the last there is. */
export function repetitionAt(createdAt: Date, months: CampaignRepetition): Date {
  return addUtcMonths(createdAt, months);
}

/**
 * What the next access review is called and until when it takes answers: for as long as this one was to; null: none begins
 * now. None begins before this one has ended. Given up by hand it ends the repetition; one that found nothing to review
 * does not.
 */
export function repetitionDue({ state, name, createdAt, dueAt, repeatAt, repeatEndedAt, problem }: Repeating, now: Date): { name: string; dueAt: Date } | null {
  const isOver = state === 'closed' || (state === 'cancelled' && problem !== null);
  if (repeatAt === null || repeatEndedAt !== null || !isOver || repeatAt > now) return null;
  return { name: repeatedName(name, now), dueAt: new Date(now.getTime() + dueAt.getTime() - createdAt.getTime()) };
}

/** Why the repetition of an access review can't be ended, or null. */
export function endRepetitionRefusal({ state, repeatMonths, repeatEndedAt, problem }: Repeating, next: { name: string } | null): Refusal | null {
  if (next !== null) return refuse('conflict', `It was repeated already. End the repetition of “${next.name}”.`);
  if (repeatMonths === null) return refuse('conflict', 'This access review is not repeated.');
  if (repeatEndedAt !== null || (state === 'cancelled' && problem === null)) return refuse('conflict', 'It is not repeated any more.');
  return null;
}

/** The same name with the month in which it begins, in place of the one before. */
function repeatedName(name: string, now: Date): string {
  return `${name.replace(/, [A-Z][a-z]+ \d{4}$/, '').slice(0, 180)}, ${utcMonth(now)}`;
}
