import type { DomainEvent } from './events';
import { refuse, refuseField, type Refusal } from './refusal';
import { isSuspended } from './enforcement-proof';
import { refusalOf, siteSubject, type SiteOutcome, type SitePatch } from './site-decisions';
import type { SiteFacts, SiteState } from './site';

/** How many Sites may go missing in one report, whatever their share, before it looks like a mistake. */
const missingLeast = 10;

/**
 * Whether a complete report would lose so many Sites that an empty or cut list is more likely: more than a tenth of all
 * that were seen before, and more than ten.
 */
export function losesTooMany(missing: number, known: number): boolean {
  return missing > missingLeast && missing * 10 > known;
}

export function refuseLoss(missing: number, known: number): Refusal {
  const count = (number: number): string => number.toLocaleString('en-US');
  const message = `This report leaves out ${count(missing)} of ${count(known)} Sites that the platform showed before. An incomplete list is more likely: look at what was sent. If it is right, say evenIfMany.`;
  return refuse('rule', message, { fields: [{ path: 'evenIfMany', message }], details: { missing, known } });
}

type Suspect = { state: SiteState; /** Whether opening it again still waits to become true there. */ awaitsOpening: boolean };

/**
 * A live Site that the platform itself has suspended is disabled here too. One whose re-enabling has not reached the
 * platform yet is suspended because of this console: that is a task, not news.
 */
export function closedByPlatform({ state, awaitsOpening }: Suspect, status: string | undefined): boolean {
  return state === 'live' && isSuspended(status) && !awaitsOpening;
}

/** The patch for a Site that the platform has suspended. */
export function platformClosing(status: string, now: Date): Pick<SitePatch, 'state' | 'disabled'> {
  return { state: 'disabled', disabled: { at: now, reason: 'platform_action', note: `The platform reports “${status}”.`, from: 'live' } };
}

/** A Site that a complete report doesn't show keeps its record and everything that hangs on it. */
export function goMissing(site: { id: string; slug: string; title: string }, reportedAt: Date): { patch: SitePatch; event: DomainEvent } {
  const since = reportedAt.toISOString();
  return {
    patch: { missingSince: reportedAt },
    event: { type: 'site.missing', site: siteSubject(site), changes: { missingSince: { before: null, after: since } } },
  };
}

type Candidate = { id: string; name: string; email: string };

/**
 * Who may own a Site that nobody registered: whoever's address or name reads like the account's part of
 * `https://<slug>.<account label>.chatgpt.site`. A guess that fits two people is none.
 */
export function guessOwner(label: string | undefined, people: readonly Candidate[]): Candidate | null {
  const wanted = accountLetters(label ?? '');
  if (wanted === '') return null;
  const fitting = people.filter(({ name, email }) => accountLetters(name) === wanted || accountLetters(email.split('@')[0]?.split('+')[0] ?? '') === wanted);
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** The letters and digits of a name as they stand in an address: `Zoë O’Neil` reads `zoeoneil`. */
export function accountLetters(text: string): string {
  return text.normalize('NFD').toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Notes what people use instead while the platform doesn't show the Site or has suspended it; null takes the note away. */
export function noteFallback(
  { site, fallbackNote }: { site: SiteFacts; fallbackNote: string | null },
  input: { note: string | null; revision?: number | undefined },
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'note_fallback', input.revision);
  if (refusal !== null) return refusal;
  if (input.note === fallbackNote) return refuseField('note', 'That is the note already.');
  return {
    patch: { fallbackNote: input.note },
    events: [{ type: 'site.fallback_noted', site: siteSubject(site), changes: { fallbackNote: { before: fallbackNote, after: input.note } } }],
  };
}
