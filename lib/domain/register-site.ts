import { addDays } from 'date-fns';
import { z } from 'zod';
import type { Classification, SourceMode } from './classification';
import type { DomainEvent } from './events';
import { judge, roleStandings, type Subject } from './verdict';
import { refuseField, type Refusal } from './refusal';
import { defaultExpiry, longestExpiry, type Settings } from './settings';
import type { Named, PersonRef, SiteSource, SiteState } from './site';
import { dateJson, personJson } from './site-decisions';
import { sourcesJson } from './edit-site';

/** The naming convention: lower-case letters, digits and single hyphens, at most 63 characters (a DNS label). */
export const siteSlugSchema = z
  .string()
  .max(63, 'At most 63 characters.')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens, such as crm-notes.');

/** A slug out of any text: accents dropped, everything else that isn't a letter or digit becomes a hyphen. */
export function toSlug(text: string): string {
  const slug = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 56)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'site' : slug;
}

export type Registration = {
  title: string;
  slug?: string | undefined;
  description?: string | null | undefined;
  purpose?: string | null | undefined;
  classification: Classification;
  owner?: string | undefined;
  department?: string | null | undefined;
  expiresAt?: Date | undefined;
  dataSourceNote?: string | null | undefined;
  liveUrl?: string | undefined;
  projectId?: string | undefined;
};

type Loaded = {
  id: string;
  owner: PersonRef | null;
  slug: string;
  slugTaken: boolean;
  projectTaken: boolean;
  /** The owner's own department, for when none is named. */
  home: Named | null;
  department: Named | null;
  sources: SiteSource[];
  settings: Settings;
};

export type RegisteredSite = {
  id: string;
  slug: string;
  title: string;
  description: string | null;
  purpose: string | null;
  state: SiteState;
  classification: Classification;
  ownerId: string | null;
  departmentId: string | null;
  expiresAt: Date | null;
  reviewDueAt: Date;
  dataSourceNote: string | null;
  liveUrl: string | null;
  projectId: string | null;
  createdAt: Date;
  updatedAt: Date;
};

type Outcome = { site: RegisteredSite; dataSources: { id: string; mode: SourceMode }[]; events: DomainEvent[] };

/** Registers a Site by hand: for oneself, or, as an admin, for anybody. */
export function registerSite(loaded: Loaded, input: Registration, actor: Subject, now: Date): Outcome | Refusal {
  const { owner, settings } = loaded;
  if (input.owner !== undefined && owner === null) return refuseField('owner', 'There is no person with this id.');
  if (owner !== null && !owner.active) return refuseField('owner', `${owner.name} has left. Name somebody else.`);
  if (owner !== null && owner.id !== actor.personId && !judge('import.apply', roleStandings(actor)).allowed) {
    return refuseField('owner', 'You can register Sites for yourself. Only an admin registers them for others.');
  }
  if (loaded.slugTaken) return refuseField('slug', 'Another Site has this slug. Choose another one.');
  if (loaded.projectTaken) return refuseField('projectId', 'Another Site has this project id.');
  const longest = longestExpiry(settings, input.classification, now);
  if (input.expiresAt !== undefined && input.expiresAt <= now) return refuseField('expiresAt', 'Choose a date in the future.');
  if (input.expiresAt !== undefined && input.expiresAt > longest) {
    return refuseField('expiresAt', `At most ${settings.longestLifetimeDays[input.classification]} days for this classification, until ${longest.toISOString()}.`);
  }
  const live = input.liveUrl !== undefined;
  const department = input.department === undefined ? loaded.home : loaded.department;
  const site: RegisteredSite = {
    id: loaded.id,
    slug: input.slug ?? loaded.slug,
    title: input.title,
    description: input.description ?? null,
    purpose: input.purpose ?? null,
    state: live ? 'live' : 'draft',
    classification: input.classification,
    ownerId: owner?.id ?? null,
    departmentId: department?.id ?? null,
    // A live Site always has an end; a draft may still be missing it, and shows as incomplete.
    expiresAt: input.expiresAt ?? (live ? defaultExpiry(settings, input.classification, now) : null),
    reviewDueAt: addDays(now, settings.reviewIntervalDays[input.classification]),
    dataSourceNote: input.dataSourceNote ?? null,
    liveUrl: input.liveUrl ?? null,
    projectId: input.projectId ?? null,
    createdAt: now,
    updatedAt: now,
  };
  return {
    site,
    dataSources: loaded.sources.map(({ id, mode }) => ({ id, mode })),
    events: [
      {
        type: 'site.created',
        site: { id: site.id, slug: site.slug, title: site.title },
        changes: {
          title: { before: null, after: site.title },
          owner: { before: null, after: personJson(owner) },
          department: { before: null, after: department?.name ?? null },
          classification: { before: null, after: site.classification },
          audience: { before: null, after: 'admins_only' },
          expiresAt: { before: null, after: dateJson(site.expiresAt) },
          dataSources: { before: null, after: sourcesJson(loaded.sources) },
        },
        data: { from: 'hand' },
      },
    ],
  };
}
