'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { ActionResult } from '@/lib/gate/action';
import type { IncidentView } from '@/lib/incidents/incident-shape';
import { IncidentEntry } from './incident-entry';

const AcknowledgeDialog = dynamic(() => import('./acknowledge-dialog').then((file) => file.AcknowledgeDialog), { ssr: false });

export type Acknowledge = (input: unknown) => Promise<ActionResult<unknown>>;

export interface IncidentListProps {
  incidents: IncidentView[];
  now: string;
  /** Left out for those who read only. */
  acknowledge?: Acknowledge | undefined;
}

/** Drift incidents, each with what to do about it; one is taken on with a note. */
export function IncidentList({ incidents, now, acknowledge }: IncidentListProps) {
  const [asked, setAsked] = useState<IncidentView | null>(null);
  const mayTake = ({ closedAt, acknowledgedAt }: IncidentView): boolean => acknowledge !== undefined && closedAt === null && acknowledgedAt === null;
  return (
    <>
      <ul aria-label="Incidents" className="divide-y divide-line rounded-lg border border-line">
        {incidents.map((incident) => (
          <IncidentEntry key={incident.id} incident={incident} now={now} onAcknowledge={mayTake(incident) ? () => setAsked(incident) : undefined} />
        ))}
      </ul>
      {asked !== null && acknowledge !== undefined && <AcknowledgeDialog incident={asked} acknowledge={acknowledge} onClose={() => setAsked(null)} />}
    </>
  );
}
