import Link from 'next/link';
import type { CampaignDetail } from '@/lib/campaigns/campaign-shape';
import { campaignSilenceLabels } from '@/lib/domain/campaign';
import { printFilterText } from '@/lib/domain/filter-text';
import { DefinitionList } from '../ui/definition-list';
import { Panel } from '../ui/panel';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';

/** What an access review is about: its filter, its dates, who began and who ended it. */
export function CampaignFacts({ campaign, now }: { campaign: CampaignDetail; now: string }) {
  const { query, silence, dueAt, createdBy, createdAt, closedAt, leftOut, endedBy, endReason, state, repeats, former, next } = campaign;
  const filter = printFilterText(Object.fromEntries(new URLSearchParams(query)));
  return (
    <Panel title="About">
      <DefinitionList
        items={[
          {
            label: 'Filter',
            value: (
              <Link href={`/sites?${query === '' ? 'view=all' : query}`} className="inline-flex min-h-6 items-center underline">
                {filter === '' ? 'All Sites' : filter}
              </Link>
            ),
            hint: leftOut > 0 ? `${leftOut.toLocaleString('en-US')} of what it found ${leftOut === 1 ? 'was' : 'were'} open to nobody but owner and admins, and left out` : 'As the list finds it today',
          },
          { label: 'Due', value: <Instant at={dueAt} now={now} format="both" /> },
          { label: 'Without an answer', value: campaignSilenceLabels[silence] },
          ...(repeats === null ? [] : [repetition(repeats, next !== null, now)]),
          ...(former === null ? [] : [{ label: 'Repeats', value: <ReviewLink review={former} /> }]),
          ...(next === null ? [] : [{ label: 'Repeated by', value: <ReviewLink review={next} /> }]),
          { label: 'Started by', value: <PersonChip name={createdBy.name} /> },
          { label: 'Started', value: <Instant at={createdAt} now={now} format="both" /> },
          ...(closedAt === null ? [] : [{ label: state === 'closed' ? 'Closed' : 'Cancelled', value: <Instant at={closedAt} now={now} format="both" /> }]),
          ...(endedBy === null ? [] : [{ label: 'Ended by', value: endedBy, hint: endReason }]),
        ]}
      />
    </Panel>
  );
}

function repetition({ months, nextAt, endedAt, endedBy, endReason }: NonNullable<CampaignDetail['repeats']>, isRepeated: boolean, now: string) {
  if (endedAt !== null) return { label: 'Begins anew', value: 'Not any more', hint: `${endedBy ?? ''}: ${endReason ?? ''}` };
  return { label: 'Begins anew', value: `Every ${months} months`, hint: isRepeated ? null : <>From <Instant at={nextAt} now={now} format="both" /> on, once it has ended</> };
}

function ReviewLink({ review: { id, name } }: { review: NonNullable<CampaignDetail['next']> }) {
  return (
    <Link href={`/campaigns/${id}`} className="inline-flex min-h-6 items-center underline">
      {name}
    </Link>
  );
}
