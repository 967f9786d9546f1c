import { ArrowRight } from 'lucide-react';
import { classificationLabels } from '@/lib/domain/classification';
import { isOpen, type RenewalProposal } from '@/lib/domain/request';
import type { RequestDetail } from '@/lib/requests/request-shape';
import { DefinitionList } from '../ui/definition-list';
import { FormattedNumber } from '../ui/number';
import { Panel } from '../ui/panel';
import { Instant } from '../ui/time';

export interface RenewalChangeProps {
  request: RequestDetail;
  proposal: RenewalProposal;
  now: string;
}

/** When the Site ends now, when it would end, and how far its classification lets anybody renew at once. */
export function RenewalChange({ request, proposal, now }: RenewalChangeProps) {
  const { siteDetail } = request;
  // The date may have moved since it was asked; while the request is open, today's counts.
  const isCurrent = isOpen(request.state) && siteDetail !== null;
  const before = isCurrent ? siteDetail.expiresAt : proposal.expiresAtBefore;
  return (
    <Panel title="What changes" description={isCurrent ? undefined : 'As it was when it was asked'}>
      <div className="space-y-4">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lg font-semibold">
          {before === null ? 'No expiry date' : <Instant at={before} now={now} format="date" />}
          <ArrowRight aria-hidden="true" size={16} className="text-muted" />
          <span className="sr-only">becomes</span>
          <Instant at={proposal.expiresAt} now={now} format="date" />
        </p>
        <DefinitionList
          items={[
            { label: 'Expires', value: before && <Instant at={before} now={now} />, missing: 'No expiry date' },
            { label: 'Would expire', value: <Instant at={proposal.expiresAt} now={now} /> },
            {
              label: 'Longest lifetime',
              value: (
                <>
                  <FormattedNumber value={proposal.longestLifetimeDays} /> days from the day of a renewal, as {classificationLabels[proposal.classification].toLowerCase()}
                </>
              ),
            },
            ...(isCurrent ? [{ label: 'Without a decision', value: <>Until <Instant at={siteDetail.renewableUntil} now={now} format="date" />, by the owner or an admin</> }] : []),
          ]}
        />
      </div>
    </Panel>
  );
}
