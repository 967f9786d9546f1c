import { NIL, v7 as uuidv7 } from 'uuid';
import type { DomainEvent } from '@/lib/domain/events';
import type { Database, Tx } from '@/lib/db/client';
import type { Campaign } from '@/lib/db/generated/client';
import { personActor } from '@/lib/gate/actor';
import { ProblemError } from '@/lib/gate/problem';
import { readSettings } from '@/lib/settings/get-settings';
import { compileSearch, type CompiledSearch } from '@/lib/sites/compile-search';
import { visibleSites } from '@/lib/sites/visible-sites';
import { readCampaignQuery } from './campaign-search';
import { readAccess } from './read-access';
import { readAnswerers } from './read-answerers';
import { insertItems, moveCampaign } from './write';

/** Sites that one batch looks at, and names that it writes: one Site may have ten thousand. */
const sitesAtOnce = 500;
const namesAtOnce = 5_000;

type Found = { id: string; isOpen: boolean; names: number };

/**
 * Collects the next Sites of an access review that is being started, in the order of their ids, as whoever started it sees
 * them. Answers the events; the campaign is cancelled, with the reason, where it can't be started.
 */
export async function planBatch(db: Database, tx: Tx, campaign: Campaign, now: Date): Promise<DomainEvent[]> {
  const { settings } = await readSettings(tx);
  let compiled: CompiledSearch;
  const starter = await tx.person.findUniqueOrThrow({ where: { id: campaign.createdById } });
  const actor = personActor(starter, ['read'], null, { via: 'job', correlationId: campaign.id });
  try {
    // “Within 30 days” means the same for every batch: counted from when it was started.
    compiled = await compileSearch(db, readCampaignQuery(campaign.query).search, visibleSites(actor), settings, { actor, now: campaign.createdAt });
  } catch (error) {
    if (error instanceof ProblemError) return cancel(tx, campaign, error.message, now);
    throw error;
  }
  const found = await selectSites(tx, compiled, campaign.planCursor);
  const batch = upTo(found, namesAtOnce);
  const open = batch.filter(({ isOpen }) => isOpen).map(({ id }) => id);
  const answerers = await readAnswerers(tx, open);
  const access = await readAccess(tx, open, (siteId) => answerers.get(siteId)?.id ?? null, settings, campaign.createdAt);
  const items = access
    .filter(({ entries }) => entries.length > 0)
    .map(({ id, title, slug, entries }) => ({ siteId: id, title, slug, reviewer: answerers.get(id) ?? null, entries: entries.map((entry) => ({ id: uuidv7(), ...entry })) }));
  await insertItems(tx, campaign.id, items);
  const isLast = batch.length === found.length && found.length < sitesAtOnce;
  const leftOut = campaign.leftOut + batch.length - items.length;
  if (!isLast) {
    await moveCampaign(tx, campaign.id, { leftOut, planCursor: batch.at(-1)?.id ?? null });
    return [];
  }
  if ((await tx.campaignItem.findFirst({ where: { campaignId: campaign.id }, select: { siteId: true } })) === null) {
    await moveCampaign(tx, campaign.id, { leftOut });
    return cancel(tx, campaign, 'No Site that the filter finds is open to anybody but its owner and admins, so there is nothing to review.', now);
  }
  await moveCampaign(tx, campaign.id, { leftOut, planCursor: null, state: 'running' });
  return [];
}

/** What can be started no more ends at once, and says why. */
async function cancel(tx: Tx, { id, name }: Campaign, problem: string, now: Date): Promise<DomainEvent[]> {
  await moveCampaign(tx, id, { state: 'cancelled', closedAt: now, planCursor: null, problem });
  return [{ type: 'campaign.cancelled', subject: { kind: 'campaign', id, name }, reason: problem }];
}

function selectSites(tx: Tx, { from, where }: CompiledSearch, after: string | null): Promise<Found[]> {
  return tx.$queryRaw<Found[]>`
    SELECT i.site_id::text AS id, i.audience <> 'admins_only' AND i.state <> 'retired' AS "isOpen",
           ((SELECT count(*) FROM site_audience_person ap WHERE ap.site_id = i.site_id) + (SELECT count(*) FROM site_audience_group ag WHERE ag.site_id = i.site_id))::int AS names
      FROM ${from} WHERE ${where} AND i.site_id > ${after ?? NIL}::uuid ORDER BY i.site_id LIMIT ${sitesAtOnce}`;
}

/** The first Sites whose names are few enough together; one at least. */
function upTo(found: readonly Found[], names: number): Found[] {
  let sum = 0;
  const end = found.findIndex(({ names: more }, index) => (sum += more) > names && index > 0);
  return end < 0 ? [...found] : found.slice(0, end);
}
