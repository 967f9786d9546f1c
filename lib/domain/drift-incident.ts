import type { Drift, ObservedMode } from './audience';
import type { DomainEvent } from './events';
import { refuse, type Refusal } from './refusal';

export const incidentEndings = ['resolved', 'approved', 'disabled'] as const;
export type IncidentEnding = (typeof incidentEndings)[number];

export const incidentEndingLabels: Record<IncidentEnding, string> = {
  resolved: 'The platform no longer lets in others than were approved',
  approved: 'A decision approved what the platform shows',
  disabled: 'The Site is closed',
};

/** An incident as rules decide on it. */
export type IncidentFacts = {
  id: string;
  site: { id: string; slug: string; title: string };
  drift: Drift;
  observedMode: ObservedMode;
  acknowledged: { by: string } | null;
  ending: IncidentEnding | null;
};

/** What happened to an incident, as the log tells it. */
export function incidentEvent(type: Extract<DomainEvent['type'], `incident.${string}`>, incident: IncidentFacts, reason: string | null = null): DomainEvent {
  const { site, drift, observedMode, ending } = incident;
  return {
    type,
    site: { id: site.id, slug: site.slug, title: site.title },
    subject: { kind: 'incident', id: incident.id, name: site.title },
    reason,
    data: { drift, observedMode, ...(ending === null ? {} : { ending }) },
  };
}

/** Somebody takes an incident on: they say what they do about it, and the others know. It stays open until the drift is gone. */
export function acknowledge(incident: IncidentFacts, input: { note: string; observedMode?: ObservedMode | undefined }): { note: string; events: DomainEvent[] } | Refusal {
  if (incident.ending !== null) return refuse('conflict', `This incident is over: ${incidentEndingLabels[incident.ending].toLowerCase()}.`);
  if (incident.acknowledged !== null) return refuse('conflict', `${incident.acknowledged.by} has taken this on already.`);
  if (input.observedMode !== undefined && input.observedMode !== incident.observedMode) {
    return refuse('stale', 'The platform has reported something else since you looked. Look again, then take it on.', { details: { observedMode: incident.observedMode } });
  }
  return { note: input.note, events: [incidentEvent('incident.acknowledged', incident, input.note)] };
}
