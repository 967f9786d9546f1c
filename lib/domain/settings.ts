import { addDays } from 'date-fns';
import { z } from 'zod';
import { classifications, type Classification } from './classification';
import { defaultRiskWeights, riskWeightsSchema } from './risk-weights';
import { utcDate, utcWeekday } from './utc-day';

const days = z.int().min(1).max(3650);
const perClassification = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ personal_draft: value, team_internal: value, company_wide: value, external_candidate: value });
const weekday = z.int().min(1).max(7);

/** What happens when a review is overdue and nobody answers. */
export const silenceRules = ['nothing', 'narrow_to_owner', 'disable'] as const;
export type SilenceRule = (typeof silenceRules)[number];

export const silenceRuleLabels: Record<SilenceRule, string> = {
  nothing: 'Nothing',
  narrow_to_owner: 'Narrow to the owner',
  disable: 'Disable',
};

/** The workspace's settings. Spans are whole days. */
export const settingsSchema = z
  .strictObject({
    /** The expiry that a Site gets when nobody chose one. */
    lifetimeDays: perClassification(days),
    /** The furthest that an owner may renew to, counted from the day of the renewal. */
    longestLifetimeDays: perClassification(days),
    /** How long a recorded review holds. */
    reviewIntervalDays: perClassification(days),
    /** From how many days before its expiry a Site counts as expiring. */
    expiringDays: days,
    /** After how many days without a visit a live Site counts as inactive. */
    inactiveDays: perClassification(days),
    /** At how many days before something happens its owner is reminded. */
    reminderDays: z
      .array(days)
      .min(1, 'At least one reminder.')
      .max(8, 'At most eight reminders.')
      .refine((list) => new Set(list).size === list.length, 'Each distance once.'),
    /** How long after its expiry a Site stays open before it is disabled. */
    graceDays: perClassification(z.int().min(0).max(365)),
    /** How long a Site stays disabled for its expiry, inactivity or departed owner before its retirement begins. */
    retireAfterDays: perClassification(days),
    /** How long an owner has to say that an unvisited Site is still needed. */
    inactivityGraceDays: days,
    /** How long a review may be overdue before the silence rule is followed. */
    reviewGraceDays: z.int().min(0).max(365),
    reviewSilence: perClassification(z.enum(silenceRules)),
    /** A Site that was visited within so many days before its expiry renews by itself; 0: never. */
    renewsItselfDays: perClassification(z.int().min(0).max(365)),
    /** ISO weekdays (1 is Monday), UTC, on which nobody is written to and nothing is closed. */
    quietWeekdays: z.array(weekday).max(6, 'At least one day of the week has to stay.'),
    /** Further such days, as calendar dates. */
    quietDates: z.array(z.iso.date()).max(400),
    /** The least that people may choose for their digest. */
    digestAtLeast: z.enum(['weekly', 'daily']),
    /** Whether people may do without e-mail and read their inbox only. */
    mailIsRequired: z.boolean(),
    /** A sweep that would close more than this share of all open Sites stops and asks. */
    breakerPercent: z.int().min(1).max(100),
    /** A sweep that would close fewer Sites than this never stops. */
    breakerLeast: z.int().min(1).max(1_000_000),
    /** How long a decision may stay without proof before it counts as unconfirmed. */
    confirmDays: days,
    /** How long people are told before a Site that is retired closes. */
    retirementNoticeDays: z.int().min(0).max(365),
    /** How long a request may wait for its answers before that counts as no. */
    requestDueDays: days.default(14),
    /** After how many days without an answer reviewers are reminded, and again after as many. */
    requestReminderDays: days.default(3),
    /** After how many days without an answer the alternates and the admins are asked as well. */
    requestEscalateDays: days.default(7),
    /** How many days before a widening ends by itself everyone whom it concerns is told. */
    termNoticeDays: z.array(days).min(1, 'At least one notice.').max(4, 'At most four notices.').refine((list) => new Set(list).size === list.length, 'Each distance once.').default([14, 3]),
    riskWeights: riskWeightsSchema.default(defaultRiskWeights),
    /** How long a tombstone keeps the names of people; null: for good. Everything else of it stays. */
    tombstoneNamesDays: z.int().min(365).max(36_500).nullable(),
  })
  .superRefine((settings, context) => {
    for (const classification of classifications) {
      if (settings.lifetimeDays[classification] > settings.longestLifetimeDays[classification]) {
        context.addIssue({
          code: 'custom',
          path: ['lifetimeDays', classification],
          message: 'The usual lifetime can’t be longer than the longest lifetime.',
        });
      }
    }
  });

export type Settings = z.infer<typeof settingsSchema>;

/** Where a workspace starts. Product decision, see docs/decisions/0005-lifetimes.md and 0014-the-lifecycle-engine.md. */
export const defaultSettings: Settings = {
  lifetimeDays: { personal_draft: 30, team_internal: 180, company_wide: 365, external_candidate: 30 },
  longestLifetimeDays: { personal_draft: 180, team_internal: 365, company_wide: 730, external_candidate: 90 },
  reviewIntervalDays: { personal_draft: 180, team_internal: 180, company_wide: 90, external_candidate: 30 },
  expiringDays: 30,
  inactiveDays: { personal_draft: 90, team_internal: 90, company_wide: 90, external_candidate: 90 },
  reminderDays: [30, 14, 7, 1],
  graceDays: { personal_draft: 7, team_internal: 14, company_wide: 14, external_candidate: 7 },
  retireAfterDays: { personal_draft: 60, team_internal: 90, company_wide: 180, external_candidate: 60 },
  inactivityGraceDays: 14,
  reviewGraceDays: 30,
  reviewSilence: { personal_draft: 'nothing', team_internal: 'nothing', company_wide: 'narrow_to_owner', external_candidate: 'disable' },
  renewsItselfDays: { personal_draft: 0, team_internal: 0, company_wide: 0, external_candidate: 0 },
  quietWeekdays: [6, 7],
  quietDates: [],
  digestAtLeast: 'weekly',
  mailIsRequired: true,
  breakerPercent: 10,
  breakerLeast: 25,
  confirmDays: 7,
  retirementNoticeDays: 14,
  tombstoneNamesDays: null,
  requestDueDays: 14,
  requestReminderDays: 3,
  requestEscalateDays: 7,
  termNoticeDays: [14, 3],
  riskWeights: defaultRiskWeights,
};

/** Settings as they were stored, by whichever version: what an older one did not know begins as it does in a new workspace. */
export function storedSettings(value: unknown): Settings {
  const stored = value as Partial<Settings> & { inactiveDays?: Settings['inactiveDays'] | number };
  // It was one span for every Site once.
  const { inactiveDays } = stored;
  const spread = typeof inactiveDays === 'number' ? Object.fromEntries(classifications.map((classification) => [classification, inactiveDays])) : inactiveDays;
  return settingsSchema.parse({ ...defaultSettings, ...stored, ...(spread !== undefined && { inactiveDays: spread }) });
}

/** The last instant to which a Site of this classification may be renewed at `now`. */
export function longestExpiry(settings: Settings, classification: Classification, now: Date): Date {
  return addDays(now, settings.longestLifetimeDays[classification]);
}

/** The expiry of a Site that goes live without one. */
export function defaultExpiry(settings: Settings, classification: Classification, now: Date): Date {
  return addDays(now, settings.lifetimeDays[classification]);
}

/** Whether an instant falls on a day, UTC, on which nobody is written to and nothing is closed. */
export function isQuiet(settings: Pick<Settings, 'quietWeekdays' | 'quietDates'>, now: Date): boolean {
  return settings.quietWeekdays.includes(utcWeekday(now)) || settings.quietDates.includes(utcDate(now));
}
