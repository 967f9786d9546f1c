import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { eventFilter, type AddressProblem, type WebhookFacts } from '@/lib/domain/webhook';
import { line } from '@/lib/domain/text';
import type { Tx } from '@/lib/db/client';
import { env } from '@/lib/env';
import type { Actor } from '@/lib/gate/actor';
import { AddressRefused, resolveTargets, writtenProblem } from './address';

/** Milliseconds for looking up a name while somebody waits for the form. */
const lookupMs = 3_000;

export const webhookInput = {
  url: z
    .string()
    .trim()
    .max(2000, 'At most 2,000 characters.')
    .superRefine((text, context) => {
      const problem = writtenProblem(text);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    })
    .transform((text) => new URL(text).href)
    // Written out, it can be longer.
    .refine((href) => href.length <= 2000, 'At most 2,000 characters.'),
  description: line(200).or(z.literal('')),
  eventTypes: eventFilter,
};

export const mayChange = (actor: Actor) => judge('webhook.change', roleStandings(actor));

/** Locks an endpoint until the end of the transaction. */
export async function lockWebhook(tx: Tx, endpointId: string): Promise<WebhookFacts | null> {
  await tx.$queryRaw`SELECT 1 FROM webhook_endpoint WHERE id = ${endpointId}::uuid FOR UPDATE`;
  return tx.webhookEndpoint.findUnique({
    where: { id: endpointId },
    select: { id: true, url: true, description: true, eventTypes: true, secretVersion: true, disabledAt: true, disabledReason: true, revision: true },
  });
}

/**
 * Whether a message may go there as the name leads just now; each sending asks again. Nothing is locked yet while the name
 * is looked up, and nobody without the permission has names looked up.
 */
export async function findAddressProblem(actor: Actor, url: string | undefined): Promise<AddressProblem> {
  if (url === undefined || !mayChange(actor).allowed) return null;
  const late = new Promise<never>((_, reject) => setTimeout(reject, lookupMs).unref());
  try {
    await Promise.race([resolveTargets(new URL(url), env().WEBHOOK_ALLOW_PRIVATE), late]);
    return null;
  } catch (error) {
    return error instanceof AddressRefused ? error.message : 'The name of this host can’t be found just now.';
  }
}
