import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { AnswerForm } from '@/components/campaigns/answer-form';
import { EffectBadge, ItemStateBadge, VerdictBadge } from '@/components/campaigns/campaign-badges';
import { EntryRow } from '@/components/campaigns/entry-row';
import { SilenceNote } from '@/components/campaigns/silence-note';
import { Callout } from '@/components/ui/callout';
import { DefinitionList } from '@/components/ui/definition-list';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { Instant } from '@/components/ui/time';
import { audienceLabels, driftLabels } from '@/lib/domain/audience';
import { answererReasonLabels } from '@/lib/domain/campaign';
import { classificationLabels } from '@/lib/domain/classification';
import { siteStateLabels } from '@/lib/domain/site';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { CampaignItemDetail } from '@/lib/campaigns/campaign-shape';
import { getCampaignItem } from '@/lib/campaigns/get-campaign-item';
import { listCampaignEntries } from '@/lib/campaigns/list-campaign-entries';
import { requireActor } from '@/lib/gate/action';
import { read, tryRead } from '@/lib/gate/read';
import { answerCampaign } from '../../../actions';

type Props = { params: Promise<{ campaignId: string; siteId: string }> };

const readItem = cache(async (campaignId: string, siteId: string) => {
  const found = await tryRead(getCampaignItem, { campaignId, siteId });
  if (!found.ok) notFound();
  return found.answer;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { campaignId, siteId } = await params;
  return { title: `Access to ${(await readItem(campaignId, siteId)).site.title}` };
}

export default async function CampaignItemPage({ params }: Props) {
  const { campaignId, siteId } = await params;
  const item = await readItem(campaignId, siteId);
  const actor = await requireActor();
  const entries = await read(listCampaignEntries, { campaignId, siteId, limit: '200' });
  const now = new Date().toISOString();
  const { campaign, site, state, effect, answer } = item;
  const isMine = item.reviewer?.id === actor.personId;
  const backHref = `/campaigns/${campaign.id}${isMine ? '?who=me&state=waiting' : ''}`;
  // Who is asked as the owner's manager may answer without seeing the record.
  const seesSite = judge('site.get', roleStandings(actor)).allowed || (isMine && item.reviewer?.why !== 'manager');
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { label: 'Access reviews', href: '/campaigns' },
          { label: campaign.name, href: backHref },
        ]}
        title={`Access to ${site.title}`}
        meta={
          <>
            <ItemStateBadge state={state} />
            {effect !== null && state !== 'gone' && <EffectBadge effect={effect} />}
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-4">
          {state === 'waiting' && <SilenceNote campaign={campaign} now={now} />}
          {item.instructions !== null && <p className="max-w-prose break-words whitespace-pre-line">{item.instructions}</p>}
          {item.now.drift !== 'none' && (
            <Callout tone="warning" title={`The platform shows another audience: ${driftLabels[item.now.drift].toLowerCase()}`}>
              What is decided here is asked of the platform too. Until it follows, others may still get in.
            </Callout>
          )}
          {answer.allowed ? (
            <AnswerForm campaignId={campaign.id} siteId={site.id} entries={entries.items} total={item.entries.total} backHref={backHref} answerCampaign={answerCampaign} />
          ) : (
            <Panel title="Who could open it" description={answer.reason} flush>
              <ul className="divide-y divide-line">
                {entries.items.map((entry) => (
                  <EntryRow key={entry.id} entry={entry}>
                    {state !== 'waiting' && <VerdictBadge verdict={entry.verdict} />}
                  </EntryRow>
                ))}
              </ul>
            </Panel>
          )}
        </div>
        <ItemFacts item={item} now={now} seesSite={seesSite} />
      </div>
    </>
  );
}

function ItemFacts({ item, now, seesSite }: { item: CampaignItemDetail; now: string; seesSite: boolean }) {
  const { site, reviewer, answeredAt, answeredBy, note, effectNote, now: today } = item;
  return (
    <Panel
      title="The Site"
      actions={
        seesSite && (
          <Link href={`/sites/${site.slug}?tab=access`} className="inline-flex min-h-6 items-center underline">
            Open its record
          </Link>
        )
      }
    >
      <DefinitionList
        items={[
          { label: 'Purpose', value: today.purpose },
          { label: 'State', value: siteStateLabels[today.state] },
          { label: 'Classification', value: classificationLabels[today.classification] },
          { label: 'Owner', value: today.owner, missing: 'Nobody' },
          { label: 'Department', value: today.department },
          { label: 'Data sources', value: today.sources.join(', '), missing: 'None recorded' },
          { label: 'Last visited', value: today.lastVisitedAt !== null && <Instant at={today.lastVisitedAt} now={now} format="both" />, missing: 'Not reported' },
          { label: 'Audience now', value: audienceLabels[today.audience] },
          { label: 'Asked', value: reviewer === null ? null : `${reviewer.name}, ${answererReasonLabels[reviewer.why]}`, missing: 'The admins: nobody else answers for it' },
          ...(answeredAt === null ? [] : [{ label: 'Answered', value: <Instant at={answeredAt} now={now} format="both" />, hint: `by ${answeredBy ?? ''}` }]),
          ...(note === null ? [] : [{ label: 'Note', value: note }]),
          ...(effectNote === null ? [] : [{ label: 'Why no more', value: effectNote }]),
        ]}
      />
    </Panel>
  );
}
