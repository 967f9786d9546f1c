import type { SiteDetail, SiteRecord } from '@/lib/sites/site-shape';
import { Callout } from '../ui/callout';
import { LinkButton } from '../ui/link-button';
import { Instant } from '../ui/time';

/** That the platform lets in others than were approved, and who sees to it. */
export function SiteIncident({ site, incident, now }: { site: SiteDetail; incident: NonNullable<SiteRecord['incident']>; now: string }) {
  const isPublic = site.observedAudience === 'public';
  return (
    <Callout
      tone="danger"
      title={isPublic ? 'Public on the internet, which was never approved' : 'Open to others than were approved'}
      actions={<LinkButton href={`/sites/${site.slug}?tab=access`} size="sm">Compare</LinkButton>}
    >
      Since <Instant at={incident.openedAt} now={now} format="both" />, as the platform reports it.{' '}
      {incident.acknowledgedBy === null ? 'Nobody has taken it on yet.' : `${incident.acknowledgedBy} has taken it on: ${incident.note ?? ''}`}
    </Callout>
  );
}
