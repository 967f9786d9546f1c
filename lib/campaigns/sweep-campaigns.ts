import { campaignReminderDue } from '@/lib/domain/campaign';
import { isQuiet } from '@/lib/domain/settings';
import type { Tx } from '@/lib/db/client';
import { onceMore, type Step, type StepContext, type StepResult } from '@/lib/lifecycle/sweep-step';
import { closeBatch } from './close-batch';
import { readAnswerers } from './read-answerers';
import { repeatCampaign } from './repeat-campaign';
import { tellAnswerers } from './tell-answerers';
import { lockCampaign, moveCampaign, reassignItems } from './write';

const done = (did: StepResult['did'], events: StepResult['events'] = []): StepResult => ({ cursor: onceMore, did, events });

/**
 * What comes due in access reviews: whom to ask where somebody left, reminders, the closing on its date, and the
 * beginning of those that are repeated. A step does one
 * batch of the first of these that has anything left. On quiet days nobody is written to and nothing is closed.
 */
export const sweepCampaigns: Step = async (tx, context, _cursor, size) => {
  const { now, settings } = context;
  const moved = await reassign(tx, size);
  if (moved > 0) return done({ campaign_reassigned: moved });
  if (!isQuiet(settings, now)) {
    const closed = await closeDue(tx, context, size);
    if (closed !== null) return closed;
    const begun = await repeatCampaign(tx, now);
    if (begun !== null) return done(begun.length === 0 ? {} : { campaigns_begun: begun.length }, begun);
    const reminded = await remind(tx, context);
    if (reminded !== null) return reminded;
  }
  return { cursor: null, did: {}, events: [] };
};

/** Asks whoever answers for a Site now: its owner changed, or the one who was asked has left. */
async function reassign(tx: Tx, size: number): Promise<number> {
  const rows = await tx.$queryRaw<{ campaignId: string; siteId: string }[]>`
    SELECT i.campaign_id::text AS "campaignId", i.site_id::text AS "siteId"
      FROM campaign c JOIN campaign_item i ON i.campaign_id = c.id AND i.state = 'waiting'
      JOIN site s ON s.id = i.site_id
      LEFT JOIN person o ON o.id = s.owner_id AND o.deactivated_at IS NULL
      LEFT JOIN person r ON r.id = i.reviewer_id
     WHERE c.state = 'running' AND ((o.id IS NOT NULL AND i.reviewer_id IS DISTINCT FROM o.id) OR (o.id IS NULL AND r.deactivated_at IS NOT NULL))
     ORDER BY i.campaign_id, i.site_id LIMIT ${size}`;
  if (rows.length === 0) return 0;
  const answerers = await readAnswerers(tx, rows.map(({ siteId }) => siteId));
  await reassignItems(tx, rows.map((row) => ({ ...row, reviewer: answerers.get(row.siteId) ?? null })));
  return rows.length;
}

async function closeDue(tx: Tx, { now, actor }: StepContext, size: number): Promise<StepResult | null> {
  const due = await tx.campaign.findFirst({
    where: { OR: [{ state: 'closing' }, { state: 'running', dueAt: { lte: now } }] },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  const campaign = due === null ? null : await lockCampaign(tx, due.id);
  if (campaign === null) return null;
  if (campaign.state === 'running') {
    await moveCampaign(tx, campaign.id, { state: 'closing' });
    return done({});
  }
  // Another worker has closed it in the meantime: the next step looks again.
  if (campaign.state !== 'closing') return done({});
  const { events, silent } = await closeBatch(tx, campaign, { actor, now, size });
  return done(events.some(({ type }) => type === 'campaign.closed') ? { campaigns_closed: 1 } : { campaign_silent: silent }, events);
}

/** Tells whoever was never told that they are asked, and reminds those who have not answered at the settings’ distances. */
async function remind(tx: Tx, { now, settings }: StepContext): Promise<StepResult | null> {
  const running = await tx.campaign.findMany({ where: { state: 'running', dueAt: { gt: now } }, orderBy: { id: 'asc' } });
  for (const campaign of running) {
    const asked = await tellAnswerers(tx, campaign, null, now);
    if (asked > 0) return done({ campaign_reminded: asked });
    const daysBefore = campaignReminderDue(campaign, settings.reminderDays, now);
    if (daysBefore === null) continue;
    const reminded = await tellAnswerers(tx, campaign, daysBefore, now);
    if (reminded > 0) return done({ campaign_reminded: reminded });
    // Nobody is left who was not reminded, so this distance is over.
    if ((await lockCampaign(tx, campaign.id))?.state === 'running') await moveCampaign(tx, campaign.id, { remindedAt: now });
    return done({});
  }
  return null;
}
