import { addMinutes } from 'date-fns';

export const mailStates = ['waiting', 'sent', 'cancelled', 'failed'] as const;
export type MailState = (typeof mailStates)[number];

export const mailStateLabels: Record<MailState, string> = {
  waiting: 'Waiting',
  sent: 'Sent',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

/** How long after each vain attempt the next one follows, in minutes. All of it is 24 hours. */
const delays = [1, 4, 10, 15, 30, 60, 120, 240, 480, 480];

/** When an e-mail is tried again after so many vain attempts; null: it has failed. */
export function nextAttemptAt(attempts: number, now: Date): Date | null {
  const delay = delays[attempts - 1];
  return delay === undefined ? null : addMinutes(now, delay);
}

/** How many minutes one sender has an e-mail for itself. Whoever finds it after that takes it for given up. */
export const sendingMinutes = 10;
