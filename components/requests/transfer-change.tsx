import { ArrowRight } from 'lucide-react';
import type { TransferProposal } from '@/lib/domain/request';
import { Panel } from '../ui/panel';
import { PersonChip } from '../ui/person-chip';

/** Whose the Site is, and whose it would be. */
export function TransferChange({ proposal }: { proposal: TransferProposal }) {
  return (
    <Panel title="What changes">
      <div className="flex flex-wrap items-center gap-3">
        {proposal.from === null ? <span className="text-muted">No owner</span> : <PersonChip name={proposal.from.name} secondary={proposal.from.email} />}
        <ArrowRight aria-hidden="true" size={16} className="text-muted" />
        <span className="sr-only">becomes</span>
        <PersonChip name={proposal.to.name} secondary={proposal.to.email} />
      </div>
      <h3 className="mt-4 mb-1 font-medium">What accepting means</h3>
      <ul className="list-disc space-y-0.5 pl-4">
        <li>{proposal.to.name} answers for the Site from then on: its purpose, its data, who may open it.</li>
        <li>Reminders to renew and to review go to the new owner. A Site that isn’t renewed expires.</li>
        <li>The audience stays as it is. Whoever owned the Site before keeps no right to change it.</li>
        <li>Declining changes nothing; the Site stays where it is.</li>
      </ul>
    </Panel>
  );
}
