import Link from 'next/link';
import { incidentEndingLabels } from '@/lib/domain/drift-incident';
import type { IncidentView } from '@/lib/incidents/incident-shape';
import { EnforcementBadge } from '../enforcement/enforcement-badge';
import { EnforcementSteps } from '../enforcement/enforcement-steps';
import { DriftBadge, StateBadge } from '../sites/site-badges';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Disclosure } from '../ui/disclosure';
import { Instant } from '../ui/time';
import { beyondText, differenceText } from './incident-words';

export interface IncidentEntryProps {
  incident: IncidentView;
  now: string;
  /** Left out for those who read only, and where somebody has taken it on. */
  onAcknowledge?: (() => void) | undefined;
}

/** One Site that lets in others than were approved: who, since when, who has taken it on, what to do on the platform. */
export function IncidentEntry({ incident, now, onAcknowledge }: IncidentEntryProps) {
  const { site, drift, observedMode, openedAt, closedAt, ending, acknowledgedBy, acknowledgedAt, note, tasks } = incident;
  const beyond = beyondText(incident);
  return (
    <li className="space-y-2 px-3 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-medium">
          <Link href={`/sites/${site.slug}?tab=access`} prefetch={false} className="inline-flex min-h-6 items-center break-words hover:underline">
            {site.title}
          </Link>
        </h2>
        {closedAt === null && (observedMode === 'public' ? <Badge tone="danger">Public on the internet</Badge> : <DriftBadge drift={drift} />)}
        {closedAt !== null && <Badge tone="neutral">Over</Badge>}
        {site.state !== 'live' && <StateBadge state={site.state} />}
      </div>
      <p>
        {closedAt === null ? differenceText(incident) : ending !== null && `${incidentEndingLabels[ending]}.`}
        {beyond !== null && <> Not approved: {beyond}.</>}
      </p>
      <p className="text-muted">
        Since <Instant at={openedAt} now={now} format="both" />
        {closedAt !== null && (
          <>
            {' '}
            until <Instant at={closedAt} now={now} format="both" />
          </>
        )}
        . Owner: {site.owner?.name ?? 'nobody'}.
        {acknowledgedBy !== null && acknowledgedAt !== null && (
          <>
            {' '}
            Taken on by {acknowledgedBy.name}, <Instant at={acknowledgedAt} now={now} format="relative" />: {note}
          </>
        )}
      </p>
      {tasks.length > 0 && (
        <Disclosure summary="What to do on the platform">
          <ul className="mt-1 space-y-2">
            {tasks.map((task) => (
              <li key={task.id} className="space-y-1">
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  {task.wish} <EnforcementBadge enforcement={task} now={now} />
                </span>
                <EnforcementSteps steps={task.steps} />
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {onAcknowledge !== undefined && (
        <Button size="sm" aria-label={`Take it on: ${site.title}`} onClick={onAcknowledge}>
          Take it on
        </Button>
      )}
    </li>
  );
}
