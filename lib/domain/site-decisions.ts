import { addDays } from 'date-fns';
import { compareAudience, type Audience, type ResolvedAudiences } from './audience';
import type { Classification, SourceMode } from './classification';
import type { DomainEvent } from './events';
import { lifecycleRefusal, type SiteAction } from './lifecycle';
import type { ProhibitedUse } from './prohibited-use';
import type { NamedAudience } from './request';
import { toConfirmed } from './review';
import { refuse, refuseField, type Json, type Refusal } from './refusal';
import { longestExpiry, type Settings } from './settings';
import type { DisableReason, PersonRef, SiteFacts } from './site';

/** What a decision changes in the record; a key that is absent stays as it is. */
export type SitePatch = {
  title?: string;
  description?: string | null;
  purpose?: string | null;
  classification?: Classification;
  departmentId?: string | null;
  ownerId?: string | null;
  successorId?: string | null;
  successorAcceptedAt?: Date | null;
  dataSourceNote?: string | null;
  dataSources?: { id: string; mode: SourceMode }[];
  state?: SiteFacts['state'];
  audience?: Audience;
  expiresAt?: Date | null;
  reviewDueAt?: Date | null;
  lastReviewedAt?: Date;
  officialSince?: Date | null;
  attestationAskedAt?: Date | null;
  tags?: string[];
  uses?: ProhibitedUse[];
  disabled?: SiteFacts['disabled'];
  legalHold?: SiteFacts['legalHold'];
  keptAt?: Date;
  quarantine?: SiteFacts['quarantine'];
  guessedOwnerId?: string | null;
  missingSince?: Date | null;
  fallbackNote?: string | null;
  retiredAt?: Date;
};

export type SiteOutcome = { patch: SitePatch; events: DomainEvent[] };

/** The checks that every change of a Site begins with: the caller's view is current, the state allows it. */
export function refusalOf(site: SiteFacts, action: SiteAction, seen: number | undefined): Refusal | null {
  if (seen !== undefined && seen !== site.revision) {
    return refuse('stale', `This Site changed since you looked at it (you saw revision ${seen}, it is at ${site.revision}). Look again, then repeat.`, {
      details: { currentRevision: site.revision },
    });
  }
  const reason = lifecycleRefusal(site.state, action);
  return reason === null ? null : refuse('conflict', reason, { details: { state: site.state } });
}

export function siteSubject(site: Pick<SiteFacts, 'id' | 'slug' | 'title'>): NonNullable<DomainEvent['site']> {
  return { id: site.id, slug: site.slug, title: site.title };
}

export function personJson(person: PersonRef | null): Json {
  return person === null ? null : { id: person.id, name: person.name, email: person.email };
}

export function dateJson(at: Date | null): Json {
  return at === null ? null : at.toISOString();
}

/** An audience as events keep it. */
export function audienceJson({ audience }: Pick<SiteFacts, 'audience'>): Json {
  return {
    mode: audience.mode,
    people: audience.people.map(({ id, name, email }) => ({ id, name, email })),
    groups: audience.groups.map(({ id, name }) => ({ id, name })),
  };
}

/** Owner or admin moves the expiry on, within the longest lifetime of the classification. */
export function renew(
  { site, settings }: { site: SiteFacts; settings: Settings },
  input: { expiresAt: Date; reason: string; revision?: number | undefined },
  now: Date,
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'renew', input.revision);
  if (refusal !== null) return refusal;
  if (input.expiresAt <= now) return refuseField('expiresAt', 'Choose a date in the future.');
  if (site.expiresAt !== null && input.expiresAt <= site.expiresAt) {
    return refuseField('expiresAt', `This Site already runs until ${site.expiresAt.toISOString()}. Choose a later date.`);
  }
  const longest = longestExpiry(settings, site.classification, now);
  if (input.expiresAt > longest) {
    return refuseField(
      'expiresAt',
      `A Site of this classification can be renewed for at most ${settings.longestLifetimeDays[site.classification]} days, until ${longest.toISOString()}. Beyond that, ask for it from the Site’s page: a reviewer or an admin decides.`,
    );
  }
  return {
    patch: { expiresAt: input.expiresAt },
    events: [
      {
        type: 'site.renewed',
        site: siteSubject(site),
        reason: input.reason,
        changes: { expiresAt: { before: dateJson(site.expiresAt), after: dateJson(input.expiresAt) } },
      },
    ],
  };
}

/** Lets fewer people in, at once. Anything that would let somebody else in is refused: that needs a review. */
export function narrow(
  { site, resolved, before, after }: { site: SiteFacts; resolved: ResolvedAudiences; before: NamedAudience; after: NamedAudience },
  input: { audience: Audience; reason?: string | undefined; revision?: number | undefined },
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'narrow', input.revision);
  if (refusal !== null) return refusal;
  switch (compareAudience(audienceOf(site), input.audience, resolved)) {
    case 'same':
      return refuseField('audience', 'That is the audience already.');
    case 'wider':
      return refuseField('audience', 'This would let more people in. Ask for a widening instead: it is reviewed first.');
    case 'narrower':
      return {
        patch: { audience: input.audience },
        events: [
          {
            type: 'site.audience_narrowed',
            site: siteSubject(site),
            reason: input.reason ?? null,
            changes: { audience: { before, after } },
          },
        ],
      };
  }
}

export function audienceOf(site: SiteFacts): Audience {
  return {
    mode: site.audience.mode,
    people: site.audience.people.map(({ id }) => id),
    groups: site.audience.groups.map(({ id }) => id),
  };
}

/** Closes a Site to everyone but its owner and admins. */
export function disable(
  { site }: { site: SiteFacts },
  input: { reason: DisableReason; note?: string | null | undefined; revision?: number | undefined },
  now: Date,
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'disable', input.revision);
  if (refusal !== null) return refusal;
  // Else its owner could turn the reason that closed it into one after which they may open it again themselves.
  if (site.state === 'retiring' && site.disabled !== null) {
    return refuse('conflict', 'This Site was disabled before its retirement began, and it stays closed. Stopping the retirement leads back to that.');
  }
  const note = input.note ?? null;
  if (input.reason === 'other' && note === null) return refuseField('note', 'Say why: the reason “other” needs a note.');
  // A Site on its way out comes back to where it was before its retirement began; without an expiry it can't be live.
  const from = site.state === 'draft' || site.expiresAt === null ? 'draft' : 'live';
  return {
    patch: { state: 'disabled', disabled: { at: now, reason: input.reason, note, from } },
    events: [
      {
        type: 'site.disabled',
        site: siteSubject(site),
        reason: note,
        changes: { state: { before: site.state, after: 'disabled' } },
        data: { disableReason: input.reason },
      },
    ],
  };
}

/** Opens a disabled Site again, to the audience that is approved now. */
export function enable(
  { site }: { site: SiteFacts },
  input: { note?: string | null | undefined; revision?: number | undefined },
  now: Date,
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'enable', input.revision);
  if (refusal !== null) return refusal;
  const to = site.disabled?.from ?? 'live';
  if (to === 'live' && (site.expiresAt === null || site.expiresAt <= now)) {
    return refuse('conflict', 'This Site is past its expiry date. Renew it first, then re-enable it.');
  }
  if (site.owner === null || !site.owner.active) {
    return refuse('conflict', 'Nobody answers for this Site. Give it an active owner first, then re-enable it.');
  }
  return {
    patch: { state: to, disabled: null },
    events: [
      {
        type: 'site.enabled',
        site: siteSubject(site),
        reason: input.note ?? null,
        changes: { state: { before: site.state, after: to } },
        data: { disableReason: site.disabled?.reason ?? null },
      },
    ],
  };
}

/** Somebody confirms that owner, audience, data sources and purpose still hold. */
export function review(
  { site, settings }: { site: SiteFacts; settings: Settings },
  input: { note?: string | null | undefined; revision?: number | undefined },
  now: Date,
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'review', input.revision);
  if (refusal !== null) return refusal;
  const dueAt = addDays(now, settings.reviewIntervalDays[site.classification]);
  return {
    patch: { lastReviewedAt: now, reviewDueAt: dueAt, ...(site.attestationAskedAt === null ? {} : { attestationAskedAt: null }) },
    events: [
      {
        type: 'site.reviewed',
        site: siteSubject(site),
        reason: input.note ?? null,
        changes: {
          lastReviewedAt: { before: dateJson(site.lastReviewedAt), after: dateJson(now) },
          reviewDueAt: { before: dateJson(site.reviewDueAt), after: dateJson(dueAt) },
        },
        data: { confirmed: toConfirmed(site) },
      },
    ],
  };
}

/** Sets or lifts the legal hold; while it stands, nothing of the Site may be deleted. */
export function holdLegally(
  { site }: { site: SiteFacts },
  input: { hold: boolean; reason: string; revision?: number | undefined },
  now: Date,
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'set_legal_hold', input.revision);
  if (refusal !== null) return refusal;
  if (input.hold === (site.legalHold !== null)) {
    return refuse('conflict', input.hold ? 'This Site is under legal hold already.' : 'This Site is not under legal hold.');
  }
  return {
    patch: { legalHold: input.hold ? { at: now, reason: input.reason } : null },
    events: [
      {
        type: input.hold ? 'site.legal_hold_set' : 'site.legal_hold_lifted',
        site: siteSubject(site),
        reason: input.reason,
        changes: { legalHold: { before: site.legalHold?.reason ?? null, after: input.hold ? input.reason : null } },
      },
    ],
  };
}

/** Names who takes over when the owner leaves; null takes the name away. */
export function nameSuccessor(
  { site, successor }: { site: SiteFacts; successor: PersonRef | null },
  input: { reason?: string | undefined; revision?: number | undefined },
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'name_successor', input.revision);
  if (refusal !== null) return refusal;
  if (successor !== null && successor.id === site.owner?.id) {
    return refuseField('successor', 'The owner can’t be their own successor. Name somebody else.');
  }
  if (successor !== null && !successor.active) return refuseField('successor', `${successor.name} has left. Name somebody else.`);
  if ((successor?.id ?? null) === (site.successor?.id ?? null)) return refuseField('successor', 'That is the successor already.');
  return {
    patch: { successorId: successor?.id ?? null },
    events: [
      {
        type: 'site.successor_named',
        site: siteSubject(site),
        reason: input.reason ?? null,
        changes: { successor: { before: personJson(site.successor), after: personJson(successor) } },
      },
    ],
  };
}
