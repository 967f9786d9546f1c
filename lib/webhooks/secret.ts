import { hkdfSync } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { formerSecretUntil } from '@/lib/domain/webhook';
import { env } from '@/lib/env';

type Keyed = { id: string; secretVersion: number };

/**
 * The secret that an endpoint's messages are signed with: 256 bits, derived from AUTH_SECRET and therefore stored nowhere.
 * Another version is another secret; another AUTH_SECRET makes others of all.
 */
function signingSecret(authSecret: string, { id, secretVersion }: Keyed): string {
  const key = hkdfSync('sha256', authSecret, '', `siteward webhook ${id} ${secretVersion}`, 32);
  return `whsec_${Buffer.from(key).toString('base64')}`;
}

/** The headers of one attempt by the Standard Webhooks specification. For a day after a rotation the secret before signs as well. */
export function signedHeaders(
  authSecret: string,
  endpoint: Keyed & { secretRotatedAt: Date | null },
  { messageId, body, now }: { messageId: string; body: string; now: Date },
): Record<string, string> {
  const versions = formerSecretUntil(endpoint.secretRotatedAt, now) === null ? [endpoint.secretVersion] : [endpoint.secretVersion, endpoint.secretVersion - 1];
  const signatures = versions.map((secretVersion) => new Webhook(signingSecret(authSecret, { id: endpoint.id, secretVersion })).sign(messageId, now, body));
  return { 'webhook-id': messageId, 'webhook-timestamp': String(Math.floor(now.getTime() / 1000)), 'webhook-signature': signatures.join(' ') };
}

/** Adds the secret to the answer of a command, outside of what is kept of that answer. */
export function revealSecret<Answer extends Keyed>(answer: Answer): Answer & { secret: string } {
  return { ...answer, secret: signingSecret(env().AUTH_SECRET, answer) };
}
