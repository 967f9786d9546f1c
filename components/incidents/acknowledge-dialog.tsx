'use client';

import { useState } from 'react';
import type { IncidentView } from '@/lib/incidents/incident-shape';
import { TextArea } from '../form/text-area';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { toastResult } from '../ui/toast-result';
import type { Acknowledge } from './incident-list';

/** Somebody says that they see to an incident, and how. */
export function AcknowledgeDialog({ incident, acknowledge, onClose }: { incident: IncidentView; acknowledge: Acknowledge; onClose: () => void }) {
  const [note, setNote] = useState('');
  const { id, site, observedMode } = incident;
  const run = async () => {
    const result = await acknowledge({ incidentId: id, note, observedMode });
    if (!result.ok) throw new Error(result.problem.detail);
    toastResult({ ok: true, message: `${site.title}: taken on` });
  };
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Take on ${site.title}?`}
      consequence={<p>The others see that you have taken it on, and what you do about it. It stays open until a report shows the Site as approved, or a decision settles it.</p>}
      wayBack="Tell the others if you can’t go on with it. If the Site comes to be public, it is told anew."
      confirmLabel="Take it on"
      onConfirm={run}
      disabledReason={note.trim() === '' ? 'Write a note first' : undefined}
    >
      <TextArea name="note" label="Note" required value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} hint="What you do about it. Stays in the audit log; the owner reads it." />
    </ConfirmDialog>
  );
}
