import { env } from '@/lib/env';

/** Whether e-mail leaves this instance at all: a mail server is set. */
export function leavesByMail(): boolean {
  return env().mail !== undefined;
}
