import { audienceLabels } from '@/lib/domain/audience';
import { classificationLabels, isSensitive } from '@/lib/domain/classification';
import { dossierSchema, type Dossier } from '@/lib/domain/dossier';
import { riskOfDossier } from '@/lib/domain/dossier-risk';
import { eventTypes, type EventType } from '@/lib/domain/events';
import { isOpen, namedAudienceSchema } from '@/lib/domain/request';
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

/** What of a dossier is the Site's, whatever is asked for it. */
export type Background = { part: SitePart; settings: Settings; timeline: TimelineRow[] };

export async function readBackground(db: Reader, siteId: string): Promise<Background> {
  const [part, { settings }, timeline] = await Promise.all([readSitePart(db, siteId), readSettings(db), readTimeline(db, siteId, eventsShown)]);
  return { part, settings, timeline };
}

/**
 * Puts together everything that lies before a reviewer. `measured`: what it would mean for people as of now, null where it lets
 * nobody in or is closed. `governs`: whether they see what became of other people's cases.
 */
export async function readDossier(db: Reader, request: RequestDetail, { part, settings, timeline }: Background, measured: MeasuredChange | null, { governs, now }: { governs: boolean; now: Date }): Promise<Dossier> {
  const audience = audienceOf(request, measured);
  const sensitivities = part.sources.filter(({ sensitivity }) => isSensitive(sensitivity)).map(({ sensitivity }) => sensitivity);
  const similarTo = { requestId: request.id, siteId: request.site.id, to: audience?.after.mode ?? 'custom', sensitivities };
  const [owner, similar] = governs ? await Promise.all([readOwnerHistory(db, part.site.owner?.id ?? null, request.id), audience === null ? [] : readSimilar(db, similarTo)]) : [null, []];
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
    precedents: governs ? { owner, similar } : null,
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
