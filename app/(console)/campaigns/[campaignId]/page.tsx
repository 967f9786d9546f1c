import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { createLoader, parseAsString, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import { cache } from 'react';
import { CampaignFacts } from '@/components/campaigns/campaign-facts';
import { CampaignItemRows } from '@/components/campaigns/campaign-item-rows';
import { CampaignSteps } from '@/components/campaigns/campaign-steps';
import { CampaignStateBadge } from '@/components/campaigns/campaign-badges';
import { CampaignWatch } from '@/components/campaigns/campaign-watch';
import { CertifyMany } from '@/components/campaigns/certify-many';
import { EndRepetition } from '@/components/campaigns/end-repetition';
import { SilenceNote } from '@/components/campaigns/silence-note';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { FigureList } from '@/components/ui/figure-list';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { Progress } from '@/components/ui/progress';
import { Tabs } from '@/components/ui/tabs';
import type { CampaignDetail } from '@/lib/campaigns/campaign-shape';
import { getCampaign } from '@/lib/campaigns/get-campaign';
import { listCampaignItems } from '@/lib/campaigns/list-campaign-items';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { tryRead } from '@/lib/gate/read';
import { answerCampaign, cancelCampaign, closeCampaign, endRepetition } from '../actions';

type Props = { params: Promise<{ campaignId: string }>; searchParams: Promise<SearchParams> };

const load = createLoader({ who: parseAsStringLiteral(['me', 'admins', 'all']), state: parseAsStringLiteral(['waiting', 'answered', 'silent', 'gone']), cursor: parseAsString });

/** Title and page read it once. An address that can’t be one is no page. */
const readCampaign = cache(async (campaignId: string) => {
  const found = await tryRead(getCampaign, { campaignId });
  if (!found.ok) notFound();
  return found.answer;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readCampaign((await params).campaignId)).name };
}

export default async function CampaignPage({ params, searchParams }: Props) {
  const campaign = await readCampaign((await params).campaignId);
  const { who: asked, state, cursor } = await load(searchParams);
  const held = roleStandings(await requireActor());
  const governs = judge('campaign.get', held).allowed;
  const isMine = !governs || asked === 'me' || (asked === null && state === null && campaign.mine.waiting > 0 && campaign.state === 'running');
  const now = new Date().toISOString();
  const moves = campaign.state === 'starting' || campaign.state === 'closing';
  const mayAnswer = campaign.state === 'running' && (judge('campaign.answer', held).allowed || (isMine && judge('campaign.answer', new Set([...held, 'proposed_owner'])).allowed));
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Access reviews', href: '/campaigns' }]}
        title={campaign.name}
        meta={<CampaignStateBadge state={campaign.state} />}
        actions={
          <>
            {campaign.actions.evidence.allowed && campaign.counts.sites > 0 && <LinkButton href={`/campaigns/${campaign.id}/evidence`}>Evidence</LinkButton>}
            {campaign.actions.endRepetition.allowed && <EndRepetition campaign={campaign} endRepetition={endRepetition} />}
            {campaign.closedAt === null && judge('campaign.start', held).allowed && <CampaignSteps campaign={campaign} closeCampaign={closeCampaign} cancelCampaign={cancelCampaign} />}
          </>
        }
      />
      {moves && <CampaignWatch campaignId={campaign.id} />}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-4">
          <Outcome campaign={campaign} />
          <SilenceNote campaign={campaign} now={now} />
          {campaign.instructions !== null && <p className="max-w-prose break-words whitespace-pre-line">{campaign.instructions}</p>}
          {campaign.counts.sites > 0 && <Items campaign={campaign} place={{ who: isMine ? 'me' : asked, state, cursor }} governs={governs} mayAnswer={mayAnswer} now={now} />}
        </div>
        <CampaignFacts campaign={campaign} now={now} />
      </div>
    </>
  );
}

function Outcome({ campaign: { state, counts, entries, effects, problem } }: { campaign: CampaignDetail }) {
  if (problem !== null) {
    return (
      <Callout tone="danger" title="It could not be started">
        {problem} Start another one over a filter that finds some.
      </Callout>
    );
  }
  if (state === 'starting') return <Progress label="Collecting Sites" detail={`${counts.sites.toLocaleString('en-US')} so far. Nobody has been told yet.`} />;
  return (
    <>
      <Progress label={state === 'closing' ? 'Closing' : 'Settled'} value={counts.sites - counts.waiting} max={counts.sites} />
      <FigureList
        items={[
          { label: 'Waiting', value: counts.waiting },
          { label: 'Answered', value: counts.answered },
          ...(counts.silent > 0 ? [{ label: 'No answer', value: counts.silent }] : []),
          ...(counts.gone > 0 ? [{ label: 'Retired', value: counts.gone }] : []),
          { label: 'Entries kept', value: entries.certified },
          { label: 'Entries revoked', value: entries.revoked },
          ...(effects.disabled > 0 ? [{ label: 'Sites disabled', value: effects.disabled }] : []),
          ...(effects.closed > 0 ? [{ label: 'Sites closed to others', value: effects.closed }] : []),
        ]}
      />
    </>
  );
}

type ItemsProps = {
  campaign: CampaignDetail;
  place: { who: 'me' | 'admins' | 'all' | null; state: 'waiting' | 'answered' | 'silent' | 'gone' | null; cursor: string | null };
  governs: boolean;
  mayAnswer: boolean;
  now: string;
};

async function Items({ campaign, place: { who, state, cursor }, governs, mayAnswer, now }: ItemsProps) {
  const { id, counts, mine, unasked } = campaign;
  const path = `/campaigns/${id}`;
  const hrefOf = (params: Record<string, string>) => `${path}?${new URLSearchParams(params).toString()}`;
  const tabs = governs
    ? [
        { href: hrefOf({ who: 'all' }), label: 'All', count: counts.sites },
        { href: hrefOf({ who: 'all', state: 'waiting' }), label: 'Waiting', count: counts.waiting },
        { href: hrefOf({ who: 'all', state: 'answered' }), label: 'Answered', count: counts.answered },
        ...(counts.silent > 0 ? [{ href: hrefOf({ who: 'all', state: 'silent' }), label: 'No answer', count: counts.silent }] : []),
        ...(mine.sites > 0 ? [{ href: hrefOf({ who: 'me' }), label: 'Asked of me', count: mine.sites }] : []),
        ...(unasked > 0 ? [{ href: hrefOf({ who: 'admins' }), label: 'Nobody to ask', count: unasked }] : []),
      ]
    : [
        { href: hrefOf({ who: 'me', state: 'waiting' }), label: 'To answer', count: mine.waiting },
        { href: hrefOf({ who: 'me' }), label: 'All of mine', count: mine.sites },
      ];
  const current = hrefOf({ who: who ?? 'all', ...(state !== null && { state }) });
  const list = await tryRead(listCampaignItems, { campaignId: id, limit: '100', ...(who !== null && who !== 'all' && { who }), ...(state !== null && { state }), ...(cursor !== null && { cursor }) });
  return (
    <div>
      <Tabs label="Sites of the access review" current={current} items={tabs} />
      {!list.ok && (
        <Callout tone="warning" title={list.problem.title} actions={<LinkButton href={path}>Start again</LinkButton>}>
          {list.problem.detail}
        </Callout>
      )}
      {list.ok && list.answer.items.length === 0 && <EmptyState title="No Site among these" />}
      {list.ok && list.answer.items.length > 0 && (
        <>
          {mayAnswer ? (
            <CertifyMany key={current} campaignId={id} items={list.answer.items} now={now} answerCampaign={answerCampaign} />
          ) : (
            <Panel title="Sites" flush>
              <CampaignItemRows campaignId={id} items={list.answer.items} now={now} />
            </Panel>
          )}
          <ForwardPager
            shown={list.answer.items.length}
            noun={['Site', 'Sites']}
            firstHref={cursor === null ? undefined : current}
            nextHref={list.answer.next === null ? undefined : `${current}&cursor=${list.answer.next}`}
          />
        </>
      )}
    </div>
  );
}
