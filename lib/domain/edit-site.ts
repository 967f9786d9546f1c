import type { Classification } from './classification';
import type { Changes } from './events';
import { isRefusal, refuseField, type Refusal } from './refusal';
import { prohibitedUseLabels, type ProhibitedUse } from './prohibited-use';
import { longestExpiry, type Settings } from './settings';
import type { Named, SiteFacts, SiteSource } from './site';
import { dateJson, refusalOf, siteSubject, type SiteOutcome, type SitePatch } from './site-decisions';
import { tagsProblem } from './tags';

export type EditInput = {
  title?: string | undefined;
  description?: string | null | undefined;
  purpose?: string | null | undefined;
  classification?: Classification | undefined;
  department?: string | null | undefined;
  dataSourceNote?: string | null | undefined;
  officialSince?: Date | null | undefined;
  tags?: string[] | undefined;
  uses?: ProhibitedUse[] | undefined;
  /** Earlier than now planned; moving it on is a renewal. */
  expiresAt?: Date | undefined;
  /** Given or not; what they resolve to arrives as `sources`. */
  dataSources?: readonly unknown[] | undefined;
  reason?: string | undefined;
  revision?: number | undefined;
};

/**
 * Changes the descriptive part of the record. The expiry may come forward, never move on. A classification with a shorter longest lifetime brings the expiry
 * forward, so that nobody can borrow a long lifetime from another classification.
 */
export function edit(
  { site, settings, department, sources }: { site: SiteFacts; settings: Settings; department: Named | null; sources: SiteSource[] },
  input: EditInput,
  now: Date,
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'edit', input.revision);
  if (refusal !== null) return refusal;
  const patch: SitePatch = {};
  const changes: Changes = {};
  const plain = ['title', 'description', 'purpose', 'classification', 'dataSourceNote'] as const;
  for (const field of plain) {
    const value = input[field];
    if (value === undefined || value === site[field]) continue;
    Object.assign(patch, { [field]: value });
    changes[field] = { before: site[field], after: value };
  }
  if (input.department !== undefined && (department?.id ?? null) !== (site.department?.id ?? null)) {
    patch.departmentId = department?.id ?? null;
    changes.department = { before: site.department?.name ?? null, after: department?.name ?? null };
  }
  if (input.officialSince !== undefined && dateJson(input.officialSince) !== dateJson(site.officialSince)) {
    patch.officialSince = input.officialSince;
    changes.officialSince = { before: dateJson(site.officialSince), after: dateJson(input.officialSince) };
  }
  if (input.dataSources !== undefined && sourcesJson(sources) !== sourcesJson(site.dataSources)) {
    patch.dataSources = sources.map(({ id, mode }) => ({ id, mode }));
    changes.dataSources = { before: sourcesJson(site.dataSources), after: sourcesJson(sources) };
  }
  if (input.tags !== undefined && input.tags.join('\n') !== site.tags.join('\n')) {
    const problem = tagsProblem(input.tags);
    if (problem !== null) return refuseField('tags', problem);
    patch.tags = input.tags;
    changes.tags = { before: site.tags, after: input.tags };
  }
  if (input.uses !== undefined && input.uses.join('\n') !== site.uses.join('\n')) {
    patch.uses = input.uses;
    changes.uses = { before: usesText(site.uses), after: usesText(input.uses) };
  }
  const expiresAt = expiryAfter(site, settings, input, now);
  if (isRefusal(expiresAt)) return expiresAt;
  if (dateJson(expiresAt) !== dateJson(site.expiresAt)) {
    patch.expiresAt = expiresAt;
    changes.expiresAt = { before: dateJson(site.expiresAt), after: dateJson(expiresAt) };
  }
  if (Object.keys(changes).length === 0) return { patch, events: [] };
  return { patch, events: [{ type: 'site.edited', site: siteSubject(site), reason: input.reason ?? null, changes }] };
}

function usesText(uses: readonly ProhibitedUse[]): string[] {
  return uses.map((use) => prohibitedUseLabels[use]);
}

/** The expiry after an edit: the date that was asked for, but never beyond what a new classification allows. */
function expiryAfter(site: SiteFacts, settings: Settings, input: EditInput, now: Date): Date | null | Refusal {
  const { expiresAt: asked = site.expiresAt, classification = site.classification } = input;
  if (asked !== null && dateJson(asked) !== dateJson(site.expiresAt)) {
    if (asked <= now) return refuseField('expiresAt', 'Choose a date in the future.');
    if (site.expiresAt === null || asked > site.expiresAt) return refuseField('expiresAt', 'A later date is a renewal. Renew this Site instead.');
  }
  if (asked === null || classification === site.classification) return asked;
  const longest = longestExpiry(settings, classification, now);
  return asked > longest ? longest : asked;
}

/** Data sources as one line of text, in a fixed order, so that two sets compare and read well. */
export function sourcesJson(sources: readonly Pick<SiteSource, 'name' | 'mode'>[]): string {
  return sources
    .map(({ name, mode }) => `${name}: ${mode}`)
    .sort((a, b) => a.localeCompare(b, 'en'))
    .join('; ');
}
