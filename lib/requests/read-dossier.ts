import { audienceLabels, type AudienceMode } from '@/lib/domain/audience';
import { classificationLabels, isSensitive } from '@/lib/domain/classification';
import { dossierSchema, type Dossier } from '@/lib/domain/dossier';
import { riskOfDossier } from '@/lib/domain/dossier-risk';
import { eventTypes, type EventType } from '@/lib/domain/events';
import { isOpen, namedAudienceSchema } from '@/lib/domain/request';
import type { RequestFacts } from '@/lib/domain/request-decisions';
import type { Settings } from '@/lib/domain/settings';
import { longUtcDate } from '@/lib/domain/utc-day';
import { readTimeline, type TimelineRow } from '@/lib/audit/read-timeline';
import type { Reader } from '@/lib/db/client';
import type { MeasuredChange } from '@/lib/people/measure-audience';
import { readSettings } from '@/lib/settings/get-settings';
import { readOwnerHistory, readSimilar } from './read-precedents';
import { readSitePart, type SitePart } from './read-site-part';
import type { RequestDetail } from './request-shape';

const eventsShown = 12;

/** What of a dossier doesn't hang on who gains access: it is read while that is counted. */
export type Background = { part: SitePart; settings: Settings; timeline: TimelineRow[]; precedents: Dossier['precedents'] };

/** What the background is of: a request, and what mode of audience it asks for; null where it asks for none. */
type About = { requestId: string; siteId: string; to: AudienceMode | null };

/** The mode of the audience that a request asks for; null where it asks for something else. */
export function modeAskedFor({ proposal }: Pick<RequestFacts, 'proposal'>): AudienceMode | null {
  return 'audience' in proposal ? proposal.audience.mode : null;
}

/** `governs`: whether whoever looks sees what became of other people's cases. */
export async function readBackground(db: Reader, about: About, { governs }: { governs: boolean }): Promise<Background> {
  const site = readSitePart(db, about.siteId);
  const [part, precedents, { settings }, timeline] = await Promise.all([
    site,
    governs ? site.then((part) => readPrecedents(db, about, part)) : null,
    readSettings(db),
    readTimeline(db, about.siteId, eventsShown),
  ]);
  return { part, settings, timeline, precedents };
}

async function readPrecedents(db: Reader, { requestId, siteId, to }: About, { site, sources }: SitePart): Promise<Dossier['precedents']> {
  const sensitivities = sources.filter(({ sensitivity }) => isSensitive(sensitivity)).map(({ sensitivity }) => sensitivity);
  const [owner, similar] = await Promise.all([readOwnerHistory(db, site.owner?.id ?? null, requestId), to === null ? [] : readSimilar(db, { requestId, siteId, to, sensitivities })]);
  return { owner, similar };
}

/**
 * Puts together everything that lies before a reviewer. `measured`: what it would mean for people as of now, null where it lets
 * nobody in or is closed.
 */
export function dossierOf(request: RequestDetail, { part, settings, timeline, precedents }: Background, measured: MeasuredChange | null, now: Date): Dossier {
  const audience = audienceOf(request, measured);
  return {
    at: now.toISOString(),
    request: requestOf(request),
    ...part,
    audience,
    change: changeOf(request),
    risk: audience === null ? null : riskOfDossier(settings.riskWeights, { ...part, audience }, now),
    plan: request.plan === null ? null : dossierSchema.shape.plan.parse(request.plan),
    answers: request.decisions.map(({ reviewer, onBehalfOf, stage, round, decision, note, decidedAt, counts, gains }) => ({
      reviewer, onBehalfOf, stage, round, decision, note, decidedAt, counts, gains,
    })),
    comments: request.comments.map(({ author, text, createdAt }) => ({ author: author.name, text, createdAt })),
    history: timeline.map(({ at, type, actor, reason }) => ({ at, title: eventTypes[type as EventType] ?? type, actor: actor.name, reason })),
    precedents,
  };
}

function requestOf({ id, kind, revision, round, reason, requester, submittedAt, dueAt, proposal }: RequestDetail): Dossier['request'] {
  const until = 'until' in proposal ? (proposal.until ?? null) : null;
  return { id, kind, revision, round, reason, requester: { id: requester.id, name: requester.name, email: requester.email }, submittedAt, dueAt, until };
}

/** Who gains, counted now while the request is open; afterwards the decision records say how it was. */
function audienceOf(request: RequestDetail, measured: MeasuredChange | null): Dossier['audience'] {
  const { proposal } = request;
  if (!('audience' in proposal)) return null;
  const before = namedAudienceSchema.parse(request.before);
  const after = proposal.audience;
  if (measured === null) {
    const gains = isOpen(request.state) ? 0 : proposal.gains;
    const reach = before.reach ?? 0;
    return { before, after, reachBefore: reach, reachAfter: after.reach ?? reach + gains, gains, losses: 0, departments: [], gaining: [] };
  }
  const { gaining, departments, ...counts } = measured;
  return { before, after, ...counts, departments: departments.map(({ name, gains }) => ({ name, gains })), gaining };
}

/** What requests of other kinds would change. */
function changeOf({ proposal, fromAudience }: RequestDetail): Dossier['change'] {
  if ('to' in proposal) return [{ label: 'Owner', before: proposal.from?.name ?? null, after: proposal.to.name }];
  if ('expiresAt' in proposal) {
    const date = (text: string | null) => (text === null ? null : longUtcDate(new Date(text)));
    return [
      { label: 'Expires', before: date(proposal.expiresAtBefore), after: date(proposal.expiresAt) },
      { label: 'Longest lifetime', before: null, after: `${proposal.longestLifetimeDays} days for ${classificationLabels[proposal.classification].toLowerCase()}` },
    ];
  }
  return [
    { label: 'Audience', before: fromAudience === null ? null : audienceLabels[fromAudience], after: audienceLabels[proposal.audience.mode] },
    { label: 'Until', before: null, after: proposal.until === null ? 'For good' : longUtcDate(new Date(proposal.until)) },
  ];
}
