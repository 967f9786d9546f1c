import { z } from 'zod';

export const notificationKinds = ['digest', 'handover', 'successor_named', 'retirement_notice', 'alert'] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** A message that is as it is: some sentences and the one thing to do about it. A digest is shaped by lib/domain/digest.ts instead. */
export const messageSchema = z.object({
  lines: z.array(z.string()).min(1),
  /** An address within the console, from the root. */
  action: z.object({ label: z.string(), href: z.string().startsWith('/') }).nullable(),
});
export type Message = z.infer<typeof messageSchema>;
