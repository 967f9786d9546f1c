import { z } from 'zod';

// PostgreSQL can't hold NUL, and a lone half of a surrogate pair is no text; other control characters hide things.
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const printable = (text: string): boolean => !unprintable.test(text);
const message = 'Remove the control characters.';

/** One line of text: trimmed, no line breaks, 1 to `max` characters. */
export function line(max: number) {
  return z
    .string()
    .trim()
    .min(1, 'This can’t be empty.')
    .max(max, `At most ${max} characters.`)
    .refine(printable, message)
    .refine((text) => !/[\r\n]/.test(text), 'This has to be one line.');
}

/** Text of several lines: trimmed, 1 to `max` characters. */
export function prose(max: number) {
  return z.string().trim().min(1, 'This can’t be empty.').max(max, `At most ${max} characters.`).refine(printable, message);
}

/** Text that may be cleared: an empty one becomes null. */
export function clearable(max: number) {
  return z
    .string()
    .trim()
    .max(max, `At most ${max} characters.`)
    .refine(printable, message)
    .transform((text) => (text === '' ? null : text))
    .nullable();
}

/** An ISO 8601 instant with its offset, or a calendar date, which means the start of that day in UTC. */
export const instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'Give an ISO 8601 date or instant, such as 2027-01-31 or 2027-01-31T00:00:00Z.',
  })
  .transform((text, context) => {
    const at = new Date(text);
    // PostgreSQL and every client agree on the years 1 to 9999; beyond them nothing sensible is meant.
    if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1 || at.getUTCFullYear() > 9999) {
      context.addIssue({ code: 'custom', message: 'There is no such date.' });
      return z.NEVER;
    }
    return at;
  });

/** The revision that the caller has seen; a newer one on our side refuses the change. */
export const seenRevision = z.int().min(1).optional();
