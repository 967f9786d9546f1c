import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { createWebhook as decide } from '@/lib/domain/webhook';
import { command } from '@/lib/gate/command';
import { ProblemError } from '@/lib/gate/problem';
import { findAddressProblem, mayChange, webhookInput } from '../load-webhook';
import { insertEndpoint } from '../write';

/** Adds an endpoint. It hears of what happens from now on. */
export const createWebhook = command({
  name: 'webhook.change',
  input: z.strictObject({ url: webhookInput.url, description: webhookInput.description.default(''), eventTypes: webhookInput.eventTypes.default([]) }),
  load: async (tx, { url }, { actor }) => {
    const problem = await findAddressProblem(actor, url);
    // Two at once take turns, so that the count holds.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('webhooks', 0))`;
    return { id: uuidv7(), problem, count: await tx.webhookEndpoint.count() };
  },
  may: mayChange,
  decide: (loaded, input) => decide(loaded, { ...input, id: loaded.id }),
  save: async (tx, _loaded, { webhook }, { actor, now }) => {
    if (actor.personId === null) throw new ProblemError('rule', 'A person has to add it, so that somebody is told when it fails.');
    await insertEndpoint(tx, { ...webhook, createdById: actor.personId }, now);
    const { id, url, description, eventTypes, secretVersion, revision } = webhook;
    return { id, url, description, eventTypes, secretVersion, revision };
  },
});
