import pg from 'pg';
import { env } from '@/lib/env';
import { log } from '@/lib/log';

/** What the database tells about: Sites that changed, and how far bulk actions are. */
export const channels = ['site_changed', 'bulk_progress'] as const;
export type Channel = (typeof channels)[number];

/** Gets each notification with its payload. */
export type Subscriber = {
  notified: (channel: Channel, payload: string) => void;
  /** From now on everything is heard. `again`: after a time in which something may have been missed. */
  listening: (again: boolean) => void;
  /** There will be no more. */
  ended: () => void;
};

const firstPauseMs = 250;
const longestPauseMs = 10_000;
/** A connection can die without a word; so often it is asked whether it still lives. */
const probeMs = 30_000;

/**
 * The one connection on which a process hears the database's notifications, handed on to whoever subscribes. It is
 * only transport: what is lost while it is down is made up for by readers who look again, as soon as they are told that it is back.
 */
export class Listener {
  private readonly subscribers = new Set<Subscriber>();
  private client: pg.Client | null = null;
  /** The probe of a connection, or else the way back to one. */
  private timer: NodeJS.Timeout | undefined;
  private pauseMs = firstPauseMs;
  private leaving: NodeJS.Timeout | undefined;
  private isListening = false;
  private wasLost = false;

  /** `lingerMs`: how long the connection outlasts the last subscriber, for whoever only loads the page anew. */
  constructor(
    private readonly connectionString: string,
    private readonly lingerMs = 60_000,
  ) {}

  /** Connects for the first subscriber and lets go some time after the last. Answers how to unsubscribe. */
  subscribe(subscriber: Subscriber): () => void {
    this.subscribers.add(subscriber);
    clearTimeout(this.leaving);
    if (this.isListening) subscriber.listening(false);
    else if (this.client === null && this.timer === undefined) void this.connect();
    return () => {
      this.subscribers.delete(subscriber);
      if (this.subscribers.size === 0) this.leaving = setTimeout(() => this.letGo(), this.lingerMs).unref();
    };
  }

  /** Tells every subscriber that there will be no more, for a process that ends. */
  end(): void {
    for (const subscriber of [...this.subscribers]) subscriber.ended();
    clearTimeout(this.leaving);
    this.letGo();
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.connectionString,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
      application_name: 'siteward-live',
    });
    this.client = client;
    const lost = (error?: unknown): void => this.reconnect(client, error);
    client.on('error', lost);
    client.on('end', () => lost());
    client.on('notification', ({ channel, payload }) => {
      for (const subscriber of this.subscribers) subscriber.notified(channel as Channel, payload ?? '');
    });
    try {
      await client.connect();
      await client.query(channels.map((channel) => `LISTEN ${channel}`).join('; '));
    } catch (error) {
      lost(error);
      return;
    }
    if (this.client !== client) return;
    this.pauseMs = firstPauseMs;
    this.timer = setInterval(() => void client.query('SELECT 1').catch(lost), probeMs).unref();
    this.isListening = true;
    for (const subscriber of this.subscribers) subscriber.listening(this.wasLost);
    this.wasLost = false;
  }

  /** Once for each client that is lost, however many ways it says so. */
  private reconnect(client: pg.Client, error: unknown): void {
    if (this.client !== client) return;
    this.letGo();
    this.wasLost = true;
    log.warn({ reason: error instanceof Error ? error.message : 'closed', againMs: this.pauseMs }, 'the connection for live changes is lost');
    this.timer = setTimeout(() => void this.connect(), this.pauseMs).unref();
    this.pauseMs = Math.min(this.pauseMs * 2, longestPauseMs);
  }

  private letGo(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.isListening = false;
    const { client } = this;
    this.client = null;
    // It may be gone already, and there is nobody to tell.
    client?.end().catch(() => undefined);
  }
}

// Survives module reloads in development, and is the same for every route of the build.
const holder = globalThis as typeof globalThis & { sitewardListener?: Listener };

/** The process's listener. Streams never end by themselves, so a process that is told to end ends them. */
export function listener(): Listener {
  if (holder.sitewardListener === undefined) {
    const made = new Listener(env().DATABASE_URL);
    holder.sitewardListener = made;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => made.end());
  }
  return holder.sitewardListener;
}
