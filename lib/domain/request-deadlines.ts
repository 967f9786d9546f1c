import { addUtcDays } from './utc-day';
import { isQuiet, type Settings } from './settings';

/** What of a request that waits depends on how long it has waited. */
export type WaitingRequest = {
  submittedAt: Date;
  dueAt: Date | null;
  remindedAt: Date | null;
  escalatedAt: Date | null;
  /** One of its open stages has too few people left to answer it. */
  isShort: boolean;
};

export type Deadlines = Pick<Settings, 'requestDueDays' | 'requestReminderDays' | 'requestEscalateDays' | 'quietWeekdays' | 'quietDates'>;

/** When no answer comes to mean no. A request of before there were such deadlines has the one that it would get today. */
export function dueAtOf({ dueAt, submittedAt }: Pick<WaitingRequest, 'dueAt' | 'submittedAt'>, settings: Pick<Settings, 'requestDueDays'>): Date {
  return dueAt ?? addUtcDays(submittedAt, settings.requestDueDays);
}

/**
 * What waiting comes to as of `now`: the end, or a word to more people, or to the same once more. Nothing on a quiet day,
 * for nobody is written to then; the day after makes up for it.
 */
export function deadlineReached(request: WaitingRequest, settings: Deadlines, now: Date): { timesOut: boolean; escalates: boolean; reminds: boolean } {
  if (isQuiet(settings, now)) return { timesOut: false, escalates: false, reminds: false };
  if (dueAtOf(request, settings) <= now) return { timesOut: true, escalates: false, reminds: false };
  const escalates = request.escalatedAt === null && (request.isShort || addUtcDays(request.submittedAt, settings.requestEscalateDays) <= now);
  const lastTold = request.remindedAt ?? request.escalatedAt ?? request.submittedAt;
  return { timesOut: false, escalates, reminds: !escalates && addUtcDays(lastTold, settings.requestReminderDays) <= now };
}
