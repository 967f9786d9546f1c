import { vi } from 'vitest';
import { deliverWebhooks, type DeliverOptions } from '@/lib/webhooks/deliver';
import { createWebhook } from '@/lib/webhooks/commands/create-webhook';
import { revealSecret } from '@/lib/webhooks/secret';
import { setLegalHold } from '@/lib/sites/commands/set-legal-hold';
import { TEST_SECRET } from './app';
import { now, World } from './world';

/** What of this machine the tests' webhooks may reach. */
const allow = ['127.0.0.0/8'];

/** What an application or a worker is told for this. */
export const webhookEnv = { SITEWARD_EMBEDDED: 'tests', AUTH_SECRET: TEST_SECRET, WEBHOOK_ALLOW_PRIVATE: allow.join() };

/** A world in which webhooks are sent when a test says so, at the instant that it says. */
export class WebhookWorld {
  private constructor(readonly world: World) {}

  static async create(): Promise<WebhookWorld> {
    const world = await World.create();
    // What `env()` reads on its first call; the deliverers are told by the test.
    Object.assign(process.env, webhookEnv, { DATABASE_URL: world.database.url });
    vi.useFakeTimers({ toFake: ['Date'], now });
    return new WebhookWorld(world);
  }

  /** Adds an endpoint; answers its id and its secret. */
  async listen(url: string, eventTypes: string[] = ['site.*']): Promise<{ id: string; secret: string }> {
    return revealSecret(await this.world.run(createWebhook, { url, eventTypes }, 'ada', { now: new Date() }));
  }

  /** Lets so many things happen; answers the ids of their events. */
  async happen(count = 1): Promise<string[]> {
    const siteId = await this.world.site();
    for (let each = 0; each < count; each += 1) {
      await this.world.run(setLegalHold, { siteId, hold: each % 2 === 0, reason: 'A dispute.' }, 'ada', { now: new Date() });
    }
    const events = await this.world.db.prisma.auditEvent.findMany({ where: { siteId }, orderBy: { seq: 'asc' } });
    return events.map(({ id }) => id);
  }

  /** One run of the job, at the present instant of the test. */
  deliver(options: Partial<DeliverOptions> = {}): Promise<void> {
    return deliverWebhooks(this.world.db, { signal: new AbortController().signal, clock: () => new Date(), authSecret: TEST_SECRET, allow, chance: () => 0, timeoutMs: 300, ...options });
  }

  /** Moves on to when the next attempt is due; false: nothing waits any more. */
  async moveToNextAttempt(): Promise<boolean> {
    const next = await this.world.db.prisma.webhookDelivery.findFirst({ where: { state: 'waiting' }, orderBy: { nextAttemptAt: 'asc' } });
    const endpoint = await this.world.db.prisma.webhookEndpoint.findFirst({ where: { id: next?.endpointId ?? '00000000-0000-0000-0000-000000000000' } });
    if (next === null) return false;
    vi.setSystemTime(Math.max(next.nextAttemptAt?.getTime() ?? 0, endpoint?.restsUntil?.getTime() ?? 0, Date.now()));
    return true;
  }

  async close(): Promise<void> {
    vi.useRealTimers();
    await this.world.close();
  }
}
