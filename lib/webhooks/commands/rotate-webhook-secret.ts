import { z } from 'zod';
import { rotateSecret as decide, rotationHours } from '@/lib/domain/webhook';
import { seenRevision } from '@/lib/domain/text';
import { addHours } from 'date-fns';
import { command } from '@/lib/gate/command';
import { lockWebhook, mayChange } from '../load-webhook';
import { updateEndpoint } from '../write';

/** Gives an endpoint another signing secret. For a day the one before signs as well. */
export const rotateWebhookSecret = command({
  name: 'webhook.change',
  input: z.strictObject({ endpointId: z.uuid(), revision: seenRevision }),
  load: (tx, { endpointId }) => lockWebhook(tx, endpointId),
  may: mayChange,
  decide,
  save: async (tx, before, { webhook }, { now }) => {
    const revision = await updateEndpoint(tx, webhook, { before, now });
    return { id: webhook.id, secretVersion: webhook.secretVersion, formerSignsUntil: addHours(now, rotationHours).toISOString(), revision };
  },
});
