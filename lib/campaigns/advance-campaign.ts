import { record } from '@/lib/audit/record';
import type { Database, Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { systemActor } from '@/lib/gate/actor';
import { enqueue } from '@/lib/jobs/queue';
import { closeBatch } from './close-batch';
import { planBatch } from './plan-batch';
import { tellAnswerers } from './tell-answerers';
import { lockCampaign } from './write';

/** Sites of one transaction: long enough to be quick, short enough to keep nobody waiting for one of them. */
const closeSize = 200;

export type AdvanceOptions = { signal: AbortSignal; clock?: () => Date };

/**
 * Takes an access review as far as it goes by itself, a batch a transaction: collects its Sites, tells those who are asked,
 * and once it is being closed applies what silence means. Where it was killed, it goes on after the last batch that was
 * committed; any number of workers take turns.
 */
export async function advanceCampaign(db: Database, campaignId: string, { signal, clock = () => new Date() }: AdvanceOptions): Promise<void> {
  while (await inTransaction(db, (tx) => advanceBatch(db, tx, campaignId, clock()), { timeoutMs: 60_000 })) {
    if (!signal.aborted) continue;
    await inTransaction(db, (tx) => enqueue(tx, 'advance-campaign', { campaignId }, { key: campaignId }));
    return;
  }
}

/** Answers whether there is more to do. */
async function advanceBatch(db: Database, tx: Tx, campaignId: string, now: Date): Promise<boolean> {
  const campaign = await lockCampaign(tx, campaignId);
  if (campaign === null) return false;
  const actor = systemActor('Access review', { via: 'job', correlationId: campaign.id });
  switch (campaign.state) {
    case 'starting': {
      const events = await planBatch(db, tx, campaign, now);
      await record(tx, events, { actor, now });
      return true;
    }
    case 'running':
      return (await tellAnswerers(tx, campaign, null, now)) > 0;
    case 'closing': {
      const { events } = await closeBatch(tx, campaign, { actor, now, size: closeSize });
      await record(tx, events, { actor, now }); // last: it locks the end of the chain
      return true;
    }
    case 'closed':
    case 'cancelled':
      return false;
  }
}
