import { audienceLabels } from '@/lib/domain/audience';
import type { IncidentView } from '@/lib/incidents/incident-shape';

/** What the platform shows beside what was approved, in one sentence. */
export function differenceText({ site, observedMode }: Pick<IncidentView, 'site' | 'observedMode'>): string {
  const [approved, observed] = [audienceLabels[site.audience], audienceLabels[observedMode]].map((label) => label.toLowerCase());
  return site.audience === observedMode ? `Approved and reported: ${approved ?? ''}, but others are on the list.` : `Approved: ${approved ?? ''}. Reported: ${observed ?? ''}.`;
}

/** Whom the report names who was not approved; null where it names nobody. */
export function beyondText({ beyond }: Pick<IncidentView, 'beyond'>): string | null {
  const { people, groups, more, externalVisitors } = beyond;
  const named = [...people, ...groups.map((group) => `the group ${group}`), ...(more > 0 ? [`${more.toLocaleString('en-US')} more`] : [])];
  const visitors = externalVisitors === 0 ? [] : [`${externalVisitors.toLocaleString('en-US')} external ${externalVisitors === 1 ? 'visitor' : 'visitors'}`];
  const all = [...named, ...visitors];
  return all.length === 0 ? null : all.join(', ');
}

/** What of the list the address asks for; null: all of it. */
export type IncidentFilter = string | null;

export function incidentsUrl(state: IncidentFilter, cursor?: string): string {
  const params = new URLSearchParams();
  if (state !== null) params.set('state', state);
  if (cursor !== undefined) params.set('cursor', cursor);
  const query = params.toString();
  return `/incidents${query === '' ? '' : `?${query}`}`;
}
