import { z } from 'zod';
import { evidenceKinds, evidenceOutcomes } from './evidence';
import { clearable, prose } from './text';

/** A structured answer to a demand for evidence, as it is sent. */
export const evidenceInput = z.strictObject({
  kind: z.enum(evidenceKinds),
  outcome: z.enum(evidenceOutcomes),
  /** What was looked at, by whom, with what result; for a plan or a note: the text itself. */
  answer: prose(4000),
  /** The commit that was looked at: 7 to 64 hexadecimal digits. */
  commit: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{7,64}$/i, 'A commit has 7 to 64 hexadecimal digits.')
    .transform((text) => text.toLowerCase())
    .nullable()
    .default(null),
  link: clearable(2000)
    .refine((text) => text === null || isWebLink(text), 'Give an address that begins with https:// or http://.')
    .default(null),
  /** A file that was uploaded for this Site before. */
  attachmentId: z.uuid().nullable().default(null),
});
export type EvidenceInput = z.infer<typeof evidenceInput>;

/** One answer for each kind. */
export const evidenceInputs = z
  .array(evidenceInput)
  .max(evidenceKinds.length)
  .refine((list) => new Set(list.map(({ kind }) => kind)).size === list.length, 'Answer each kind once.');

/** Anything else (`javascript:`, `data:`, `file:`) would be run or opened on the reviewer's machine. */
function isWebLink(text: string): boolean {
  if (!/^https?:\/\/[^\s/]/i.test(text) || /\s/.test(text)) return false;
  return URL.canParse(text);
}
