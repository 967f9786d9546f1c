import { z } from 'zod';

/**
 * What an answer is pinned to: everything that the reviewer saw and relied on, by revision or digest. A part that is absent
 * is not held against anything, so that a client may send back just what it knows.
 */
export const requestPinSchema = z.strictObject({
  /** The request's revision and round, and the Site's revision. */
  request: z.int(),
  round: z.int(),
  site: z.int(),
  /** Digests of today's audience and of the one that is asked for, by name, and how many people would gain access, with a digest of who they are. */
  audience: z.string(),
  proposal: z.string(),
  gains: z.int(),
  gaining: z.string(),
  /** Digests of the data sources and how they are used, and of the storage bindings with their notes. */
  sources: z.string(),
  bindings: z.string(),
  /** The newest version; null where there is none. */
  version: z.string().nullable(),
  /** A digest of the evidence, attachments by their content. */
  evidence: z.string(),
});
export type RequestPin = z.infer<typeof requestPinSchema>;

/** The parts of it that somebody sends back. */
export type SeenPin = { [Part in keyof RequestPin]?: RequestPin[Part] | undefined };

const moved: Record<keyof RequestPin, string> = {
  request: 'the request',
  round: 'what the approvals rest on',
  site: 'the Site’s record',
  audience: 'the audience of today',
  proposal: 'the audience that is asked for',
  gains: 'how many people would gain access',
  gaining: 'who would gain access',
  sources: 'the data sources',
  bindings: 'the storage bindings',
  version: 'the newest version',
  evidence: 'the evidence',
};

/** What differs between what was seen and what is there, in words; that nobody would gain access any more holds up nobody. */
export function pinDifferences(seen: SeenPin, is: RequestPin): string[] {
  return (Object.keys(moved) as (keyof RequestPin)[])
    .filter((part) => seen[part] !== undefined && hasMoved(part, seen, is))
    .map((part) => (part === 'gains' ? `${moved.gains} (${seen.gains ?? 0} then, ${is.gains} now)` : moved[part]));
}

function hasMoved(part: keyof RequestPin, seen: SeenPin, is: RequestPin): boolean {
  const areMore = (seen.gains ?? is.gains) < is.gains;
  if (part === 'gains') return areMore;
  // A digest doesn't tell fewer from others, so it takes another look. That they are more is said with their number.
  if (part === 'gaining') return seen.gaining !== is.gaining && is.gains > 0 && !areMore;
  return seen[part] !== is[part];
}
