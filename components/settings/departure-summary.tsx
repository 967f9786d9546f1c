'use client';

import { useEffect, useState } from 'react';
import { takeoverReasonLabels } from '@/lib/domain/departure';
import type { DeparturePreview } from '@/lib/departures/preview-departure';
import type { PersonActions } from './person-actions';

/** What becomes of somebody’s Sites when they leave now. The line keeps its place while the answer is on its way. */
export function DepartureSummary({ personId, previewDeparture }: { personId: string } & Pick<PersonActions, 'previewDeparture'>) {
  const [preview, setPreview] = useState<DeparturePreview | null | undefined>(undefined);
  useEffect(() => {
    let isGone = false;
    previewDeparture(personId).then(
      (answer) => !isGone && setPreview(answer),
      () => !isGone && setPreview(null),
    );
    return () => {
      isGone = true;
    };
  }, [personId, previewDeparture]);
  return (
    <div role="status" className="mt-2">
      {preview === undefined && <p>Looking who takes over their Sites…</p>}
      {preview === null && <p>Who takes over their Sites could not be told. They go to the successors who agreed, else to the manager, else to the lead of the department, else into quarantine.</p>}
      {preview != null && <Fates preview={preview} />}
    </div>
  );
}

function Fates({ preview: { sites, receivers, quarantined, successions, offers } }: { preview: DeparturePreview }) {
  const goesOn = [
    ...(successions === 0 ? [] : [`${count(successions, 'Site')} will have no successor named any more`]),
    ...(offers === 0 ? [] : [`${count(offers, 'offer')} to them will be withdrawn`]),
  ];
  return (
    <>
      {sites === 0 ? <p>They own no Site.</p> : <p>They own {count(sites, 'Site')}:</p>}
      {sites > 0 && (
        <ul className="list-disc pl-5">
          {receivers.map(({ to, why, sites: received }) => (
            <li key={`${to.id} ${why}`}>
              {received.toLocaleString('en-US')} to {to.name} as {takeoverReasonLabels[why]}
            </li>
          ))}
          {quarantined > 0 && <li>{quarantined.toLocaleString('en-US')} into quarantine: nobody can take over</li>}
        </ul>
      )}
      {goesOn.length > 0 && <p>{goesOn.join(', and ')}.</p>}
    </>
  );
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}
