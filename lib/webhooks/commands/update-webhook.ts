import { z } from 'zod';
import { changeWebhook as decide } from '@/lib/domain/webhook';
import { seenRevision } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { findAddressProblem, lockWebhook, mayChange, webhookInput } from '../load-webhook';
import { updateEndpoint } from '../write';

/** Changes where messages go and which, and switches an endpoint off and on. */
export const updateWebhook = command({
  name: 'webhook.change',
  input: z.strictObject({
    endpointId: z.uuid(),
    url: webhookInput.url.optional(),
    description: webhookInput.description.optional(),
    eventTypes: webhookInput.eventTypes.optional(),
    isOn: z.boolean('Say true to switch it on, or false.').optional(),
    revision: seenRevision,
  }),
  load: async (tx, { endpointId, url }, { actor }) => {
    const problem = await findAddressProblem(actor, url);
    const webhook = await lockWebhook(tx, endpointId);
    return webhook === null ? null : { webhook, problem };
  },
  may: mayChange,
  decide: (loaded, change, { actor, now }) => decide(loaded, change, actor.name, now),
  save: async (tx, { webhook: before }, { webhook }, { now }) => {
    const revision = await updateEndpoint(tx, webhook, { before, now });
    const { id, url, description, eventTypes, disabledAt } = webhook;
    return { id, url, description, eventTypes, isOn: disabledAt === null, revision };
  },
});
