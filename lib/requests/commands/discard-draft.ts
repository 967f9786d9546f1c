import { z } from 'zod';
import type { DomainEvent } from '@/lib/domain/events';
import { judgeOnSite } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { lockSite } from '@/lib/sites/load-site';
import { toDraftView } from '../get-draft';
import { requesterOf } from '../requester';
import { dropDraft } from '../write';

/** Gives up what somebody had begun to ask for. */
export const discardDraft = command({
  name: 'request.draft',
  input: z.strictObject({ siteId: z.uuid() }),
  load: (tx, { siteId }, { actor }) => lockSite(tx, siteId, actor),
  may: (actor, { relations }) => judgeOnSite('request.draft', actor, relations),
  decide: (): { events: DomainEvent[] } => ({ events: [] }),
  save: async (tx, { site }, _outcome, { actor }) => {
    await dropDraft(tx, site.id, requesterOf(actor));
    return toDraftView(null);
  },
});
