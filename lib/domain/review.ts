import { z } from 'zod';
import { audienceLabels, audienceModes } from './audience';
import { sourceModeLabels, sourceModes } from './classification';
import type { Json } from './refusal';
import type { SiteFacts } from './site';

/** What a review confirms, in the order in which it is shown. */
export const reviewedFields = ['owner', 'purpose', 'audience', 'dataSources'] as const;
export type ReviewedField = (typeof reviewedFields)[number];

export const reviewedFieldLabels: Record<ReviewedField, string> = {
  owner: 'Owner',
  purpose: 'Purpose',
  audience: 'Audience',
  dataSources: 'Data sources',
};

const named = z.object({ id: z.string(), name: z.string() });

/** What a `site.reviewed` event keeps of the Site, with the names of its day. Events of earlier versions knew less of it. */
const confirmedSchema = z.object({
  owner: named.nullable(),
  purpose: z.string().nullable(),
  audience: z.union([z.object({ mode: z.enum(audienceModes), people: z.array(named), groups: z.array(named) }), z.enum(audienceModes)]),
  dataSources: z.array(z.union([named.extend({ mode: z.enum(sourceModes) }), z.string()])),
});

/** The Site as somebody confirms it. */
export function toConfirmed({ owner, purpose, audience, dataSources }: Pick<SiteFacts, 'owner' | 'purpose' | 'audience' | 'dataSources'>): Record<ReviewedField, Json> {
  const person = ({ id, name, email }: { id: string; name: string; email: string }): Json => ({ id, name, email });
  return {
    owner: owner === null ? null : person(owner),
    purpose,
    audience: { mode: audience.mode, people: audience.people.map(person), groups: audience.groups.map(({ id, name }) => ({ id, name })) },
    dataSources: dataSources.map(({ id, name, mode }) => ({ id, name, mode })),
  };
}

/** What is no longer as it was confirmed: lines that went and lines that came. */
export type ReviewChange = { field: ReviewedField; removed: string[]; added: string[] };

/** A line by what it stands for, so that a new name of the same person is no change. */
type Line = { key: string; text: string };

/** What differs from the last review; null where nobody knows what that one confirmed. */
export function changesSince(confirmed: unknown, site: Parameters<typeof toConfirmed>[0]): ReviewChange[] | null {
  const parsed = confirmedSchema.safeParse(confirmed);
  if (!parsed.success) return null;
  const before = linesOf(parsed.data);
  const after = linesOf(confirmedSchema.parse(toConfirmed(site)));
  // An event that named no people tells nothing of them, and one that knew sources by their text compares them by it.
  if (typeof parsed.data.audience === 'string') after.audience = after.audience.slice(0, 1);
  if (parsed.data.dataSources.some((source) => typeof source === 'string')) after.dataSources = site.dataSources.map(({ name, mode }) => textLine(`${name} (${mode})`));
  return reviewedFields.flatMap((field): ReviewChange[] => {
    const removed = without(before[field], after[field]);
    const added = without(after[field], before[field]);
    return removed.length + added.length === 0 ? [] : [{ field, removed, added }];
  });
}

function linesOf({ owner, purpose, audience, dataSources }: z.infer<typeof confirmedSchema>): Record<ReviewedField, Line[]> {
  const { mode, people, groups } = typeof audience === 'string' ? { mode: audience, people: [], groups: [] } : audience;
  const namedLine = ({ id, name }: z.infer<typeof named>): Line => ({ key: id, text: name });
  return {
    owner: owner === null ? [] : [namedLine(owner)],
    purpose: purpose === null ? [] : [textLine(purpose)],
    audience: [{ key: mode, text: audienceLabels[mode] }, ...people.map(namedLine), ...groups.map(namedLine)],
    dataSources: dataSources.map((source) =>
      typeof source === 'string' ? textLine(source) : { key: `${source.id} ${source.mode}`, text: `${source.name} (${sourceModeLabels[source.mode].toLowerCase()})` },
    ),
  };
}

function textLine(text: string): Line {
  return { key: text, text };
}

function without(lines: Line[], others: Line[]): string[] {
  const known = new Set(others.map(({ key }) => key));
  return lines.filter(({ key }) => !known.has(key)).map(({ text }) => text);
}
