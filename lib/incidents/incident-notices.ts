import { audienceLabels, type AudienceMode, type ObservedMode } from '@/lib/domain/audience';
import type { Notice } from '@/lib/notifications/write';

/** A new incident, as far as a message tells of it. */
export type NewIncident = { id: string; title: string; audience: AudienceMode; observedMode: ObservedMode };

/** Sites that one message names; the console lists all. */
const named = 20;

/** Tells each of these people once of what one report brought: what is public in a message of its own, which says so first. */
export function incidentNotices(incidents: readonly NewIncident[], people: readonly string[]): Notice[] {
  const isPublic = ({ observedMode }: NewIncident): boolean => observedMode === 'public';
  const messages = [message(incidents.filter(isPublic), true), message(incidents.filter((each) => !isPublic(each)), false)];
  return messages.flatMap((each) => (each === null ? [] : people.map((personId) => ({ personId, kind: 'alert' as const, ...each }))));
}

function message(incidents: readonly NewIncident[], isPublic: boolean): Pick<Notice, 'occasion' | 'title' | 'message'> | null {
  const [first] = incidents;
  if (first === undefined) return null;
  const single = incidents.length === 1;
  const what = single ? first.title : `${incidents.length.toLocaleString('en-GB')} Sites`;
  const rest = incidents.length - named;
  return {
    occasion: `incident ${first.id} ${first.observedMode}`,
    title: isPublic ? `Public on the internet: ${what}` : `${what} ${single ? 'lets' : 'let'} in others than were approved`,
    message: {
      lines: [
        isPublic ? 'The platform lets in anyone on the internet. This console never approved that.' : 'The platform lets in people who were not approved here.',
        ...incidents.slice(0, named).map(({ title, audience, observedMode }) => {
          const difference = audience === observedMode ? 'others are on the list' : `approved ${audienceLabels[audience].toLowerCase()}, reported ${audienceLabels[observedMode].toLowerCase()}`;
          return single ? `${difference.charAt(0).toUpperCase()}${difference.slice(1)}.` : `${title}: ${difference}`;
        }),
        ...(rest > 0 ? [`and ${rest.toLocaleString('en-GB')} more`] : []),
      ],
      action: { label: single ? 'See the incident' : 'See the incidents', href: '/incidents' },
    },
  };
}
