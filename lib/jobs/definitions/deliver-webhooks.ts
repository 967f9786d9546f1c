import { databaseClock } from '@/lib/db/database-clock';
import { env } from '@/lib/env';
import { deliverWebhooks } from '@/lib/webhooks/deliver';
import type { Job } from '../job';

/** Takes new events to the webhooks and sends what is due. */
export const deliverWebhooksJob: Job<'deliver-webhooks'> = async (_payload, { db, signal }) => {
  const endpoints = await db.prisma.webhookEndpoint.count({ where: { disabledAt: null } });
  if (endpoints === 0) return;
  const { AUTH_SECRET, WEBHOOK_ALLOW_PRIVATE } = env();
  await deliverWebhooks(db, { signal, clock: await databaseClock(db), authSecret: AUTH_SECRET, allow: WEBHOOK_ALLOW_PRIVATE });
};
