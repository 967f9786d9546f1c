import type { DomainEvent } from '@/lib/domain/events';
import { saveDraftInput } from '@/lib/domain/request-inputs';
import type { RequestDraft } from '@/lib/domain/request-draft';
import { judgeOnSite } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { lockSite } from '@/lib/sites/load-site';
import { toDraftView } from '../get-draft';
import { requesterOf } from '../requester';

/** Keeps what somebody has begun to ask for; each has a draft of their own for a Site. */
export const saveDraft = command({
  name: 'request.draft',
  input: saveDraftInput,
  load: (tx, { siteId }, { actor }) => lockSite(tx, siteId, actor),
  may: (actor, { relations }) => judgeOnSite('request.draft', actor, relations),
  // One's own half-finished thoughts: no event.
  decide: (_loaded, { draft }): { draft: RequestDraft; events: DomainEvent[] } => ({ draft, events: [] }),
  save: async (tx, { site }, { draft }, { actor, now }) => {
    const key = { siteId: site.id, personId: requesterOf(actor) };
    const row = { body: draft, updatedAt: now };
    return toDraftView(await tx.requestDraft.upsert({ where: { siteId_personId: key }, create: { ...key, ...row }, update: row }));
  },
});
