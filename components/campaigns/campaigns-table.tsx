'use client';

import { useMemo } from 'react';
import type { CampaignSummary } from '@/lib/campaigns/campaign-shape';
import { campaignSilenceLabels } from '@/lib/domain/campaign';
import type { DataColumn } from '../table/data-column';
import { DataTable } from '../table/data-table';
import { Badge } from '../ui/badge';
import { Meter } from '../ui/meter';
import { FormattedNumber } from '../ui/number';
import { Instant } from '../ui/time';
import { CampaignStateBadge } from './campaign-badges';

const settled = ({ counts }: CampaignSummary): number => (counts.sites === 0 ? 0 : (100 * (counts.sites - counts.waiting)) / counts.sites);

/** Access reviews a row each: how far, until when, what silence means, what waits for whoever looks. */
export function CampaignsTable({ campaigns, now }: { campaigns: CampaignSummary[]; now: string }) {
  const columns = useMemo(
    (): DataColumn<CampaignSummary>[] => [
      { key: 'name', header: 'Access review', isMain: true, cell: ({ name }) => name },
      { key: 'state', header: 'State', cell: ({ state }) => <CampaignStateBadge state={state} /> },
      { key: 'mine', header: 'For you', cell: ({ mine, state }) => (mine.waiting > 0 && state === 'running' ? <Badge tone="warning">{`${mine.waiting.toLocaleString('en-US')} to answer`}</Badge> : mine.sites > 0 ? 'Answered' : '') },
      { key: 'progress', header: 'Settled', cell: (campaign) => <Meter label={`Settled in ${campaign.name}`} value={settled(campaign)} /> },
      { key: 'sites', header: 'Sites', align: 'end', cell: ({ counts }) => <FormattedNumber value={counts.sites} /> },
      { key: 'due', header: 'Due', cell: ({ dueAt }) => <Instant at={dueAt} now={now} format="both" /> },
      { key: 'silence', header: 'Without an answer', hideBelow: 'lg', cell: ({ silence }) => campaignSilenceLabels[silence] },
      { key: 'by', header: 'Started by', hideBelow: 'xl', cell: ({ createdBy }) => createdBy.name },
    ],
    [now],
  );
  return <DataTable label="Access reviews" rows={campaigns} columns={columns} rowId={({ id }) => id} hrefForRow={({ id }) => `/campaigns/${id}`} />;
}
