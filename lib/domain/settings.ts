import { addDays } from 'date-fns';
import { z } from 'zod';
import { classifications, type Classification } from './classification';

const days = z.int().min(1).max(3650);
const perClassification = z.strictObject({
  personal_draft: days,
  team_internal: days,
  company_wide: days,
  external_candidate: days,
});

/** The workspace's settings. Spans are whole days. */
export const settingsSchema = z
  .strictObject({
    /** The expiry that a Site gets when nobody chose one. */
    lifetimeDays: perClassification,
    /** The furthest that an owner may renew to, counted from the day of the renewal. */
    longestLifetimeDays: perClassification,
    /** How long a recorded review holds. */
    reviewIntervalDays: perClassification,
    /** From how many days before its expiry a Site counts as expiring. */
    expiringDays: days,
    /** After how many days without a visit a live Site counts as inactive. */
    inactiveDays: days,
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

/** Where a workspace starts. Product decision, see docs/decisions/0005-lifetimes.md. */
export const defaultSettings: Settings = {
  lifetimeDays: { personal_draft: 30, team_internal: 180, company_wide: 365, external_candidate: 30 },
  longestLifetimeDays: { personal_draft: 180, team_internal: 365, company_wide: 730, external_candidate: 90 },
  reviewIntervalDays: { personal_draft: 180, team_internal: 180, company_wide: 90, external_candidate: 30 },
  expiringDays: 30,
  inactiveDays: 90,
};

/** The last instant to which a Site of this classification may be renewed at `now`. */
export function longestExpiry(settings: Settings, classification: Classification, now: Date): Date {
  return addDays(now, settings.longestLifetimeDays[classification]);
}

/** The expiry of a Site that goes live without one. */
export function defaultExpiry(settings: Settings, classification: Classification, now: Date): Date {
  return addDays(now, settings.lifetimeDays[classification]);
}
