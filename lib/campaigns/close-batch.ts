import { settleSilence } from '@/lib/domain/answer-campaign';
import { campaignSilenceMeanings } from '@/lib/domain/campaign';
import type { DomainEvent } from '@/lib/domain/events';
import type { Tx } from '@/lib/db/client';
import type { Campaign } from '@/lib/db/generated/client';
import type { Actor } from '@/lib/gate/actor';
import { notify } from '@/lib/notifications/write';
import { lockSites } from '@/lib/sites/load-site';
import { updateSites } from '@/lib/sites/write';
import { moveCampaign, settleItems } from './write';

export type Closing = { actor: Actor; now: Date; size: number };

/**
 * Applies what silence means to the next Sites of an access review that is being closed, and closes it once none waits. The
 * caller has locked it, and records the events. What is settled is no longer found, so it can be killed anywhere.
 */
export async function closeBatch(tx: Tx, campaign: Campaign, { actor, now, size }: Closing): Promise<{ events: DomainEvent[]; silent: number }> {
  const waiting = await tx.campaignItem.findMany({ where: { campaignId: campaign.id, state: 'waiting' }, orderBy: { siteId: 'asc' }, take: size, select: { siteId: true } });
  if (waiting.length === 0) return { events: [await close(tx, campaign, now)], silent: 0 };
  const sites = await lockSites(tx, waiting.map(({ siteId }) => siteId), actor);
  const settled = [...sites.values()].map(({ site }) => ({ site, ...settleSilence({ campaign, site, silence: campaign.silence }, now) }));
  const changes = settled.flatMap(({ site, patch }) => (patch === null ? [] : [{ base: site, patch }]));
  if (changes.length > 0) await updateSites(tx, changes, { now, actor });
  await settleItems(tx, campaign.id, settled.map(({ site, ...item }) => ({ ...item, siteId: site.id, answer: null })));
  return { events: settled.flatMap(({ events }) => events), silent: settled.filter(({ state }) => state === 'silent').length };
}

async function close(tx: Tx, campaign: Campaign, now: Date): Promise<DomainEvent> {
  const { id, name, silence, endedBy, endReason, createdById } = campaign;
  await moveCampaign(tx, id, { state: 'closed', closedAt: now });
  const groups = await tx.campaignItem.groupBy({ by: ['state'], where: { campaignId: id }, _count: true });
  const countOf = (state: string): number => groups.find((group) => group.state === state)?._count ?? 0;
  const counts = { answered: countOf('answered'), silent: countOf('silent'), gone: countOf('gone') };
  const sites = counts.answered + counts.silent + counts.gone;
  const of = (count: number): string => `${count.toLocaleString('en-US')} of ${sites.toLocaleString('en-US')} Sites`;
  await notify(
    tx,
    [
      {
        personId: createdById,
        kind: 'alert',
        occasion: `campaign ${id} closed`,
        title: `The access review “${name}” is closed`,
        message: {
          lines: [
            `${of(counts.answered)} were answered.`,
            ...(counts.silent === 0 ? [] : [`${of(counts.silent)} had no answer. What was chosen for that: ${campaignSilenceMeanings[silence]}`]),
            'The evidence is complete, and nothing of it can be changed any more.',
          ],
          action: { label: 'See the evidence', href: `/campaigns/${id}/evidence` },
        },
      },
    ],
    now,
  );
  return { type: 'campaign.closed', subject: { kind: 'campaign', id, name }, reason: endReason, data: { silence, endedBy, ...counts } };
}
