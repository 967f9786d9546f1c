import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { StreamOptions } from '@/lib/live/change-stream';
import { Listener } from '@/lib/live/listen';
import { streamFor } from '@/lib/live/watch-sites';
import { endSessions } from '@/lib/people/commands/end-sessions';
import { visibleSites } from '@/lib/sites/visible-sites';
import { World, type Name } from '../support/world';

let world: World;
let listener: Listener;
beforeAll(async () => {
  world = await World.create(4);
  listener = new Listener(world.database.url, 0);
});
afterAll(async () => {
  listener.end();
  await world.close();
});

const quick = { gatherMs: 5, heartbeatMs: 60_000, admissionMs: 60_000 };
type Told = { event: string; data: Record<string, unknown> };
const listening: Told = { event: 'listening', data: {} };

/** A stream as a browser reads it. */
class Reading {
  private readonly told: Told[] = [];
  private text = '';
  private isOver = false;
  private wake: () => void = () => undefined;

  constructor(private readonly reader: ReadableStreamDefaultReader<Uint8Array>) {
    void this.read();
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await this.reader.read();
      if (done) break;
      this.text += decoder.decode(value, { stream: true });
      for (let end = this.text.indexOf('\n\n'); end >= 0; end = this.text.indexOf('\n\n')) {
        const part = this.text.slice(0, end);
        this.text = this.text.slice(end + 2);
        const [, event = '', data = '{}'] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? [];
        if (event !== '') this.told.push({ event, data: JSON.parse(data) as Told['data'] });
        if (part === ': listening') this.told.push(listening);
      }
      this.wake();
    }
    this.isOver = true;
    this.wake();
  }

  /** The next event; null when the stream has ended. */
  async next(): Promise<Told | null> {
    while (this.told.length === 0 && !this.isOver) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.told.shift() ?? null;
  }

  /** Reads on to the first event that fits; null when the stream ends before. What came before it is `passed`. */
  async find(fits: (told: Told) => boolean): Promise<{ found: Told | null; passed: Told[] }> {
    const passed: Told[] = [];
    for (;;) {
      const told = await this.next();
      if (told === null || fits(told)) return { found: told, passed };
      passed.push(told);
    }
  }

  cancel = (): Promise<void> => this.reader.cancel();
}

const open: Reading[] = [];
afterEach(async () => {
  for (const reading of open.splice(0)) await reading.cancel();
});

/** Opens a stream and waits until the database is listened to. */
async function watch(by: Name, more: Partial<StreamOptions> = {}): Promise<Reading> {
  const stream = await streamFor(world.db, world.as[by], visibleSites(world.as[by]), { listener, lastsMs: 60_000, pace: quick, ...more });
  const reading = new Reading(stream.getReader());
  open.push(reading);
  expect(await reading.next()).toEqual(listening);
  return reading;
}

const notify = (channel: string, payload: object | string) =>
  world.superuser.query('SELECT pg_notify($1, $2)', [channel, typeof payload === 'string' ? payload : JSON.stringify(payload)]);
const sites = (...ids: string[]): Told => ({ event: 'sites', data: { ids } });
const names = (id: string) => ({ data }: Told) => JSON.stringify(data).includes(id);
const many: Told = { event: 'sites', data: { many: true } };

describe('changes of Sites', () => {
  it('reach those who see everything, several at a time as one', async () => {
    const reading = await watch('ada', { pace: { ...quick, gatherMs: 50 } });
    const [first, second] = [uuidv7(), uuidv7()];
    await notify('site_changed', { ids: [first] });
    await notify('site_changed', { ids: [second, first] });
    expect(await reading.next()).toEqual(sites(first, second));
    await notify('site_changed', { many: 5000 });
    expect(await reading.next()).toEqual(many);
    await notify('site_changed', 'not what the trigger sends');
    expect(await reading.next()).toEqual(many);
  });

  it('reach others only as far as they may see the Sites', async () => {
    const hidden = await world.site();
    const opened = await world.site({ audience: { mode: 'workspace_all' } });
    const [mia, olga] = [await watch('mia'), await watch('olga')];
    await notify('site_changed', { ids: [hidden] });
    expect((await olga.find(names(hidden))).found).not.toBeNull();
    await notify('site_changed', { ids: [opened] });
    const { found, passed } = await mia.find(names(opened));
    expect([found, ...passed].some((told) => told !== null && names(hidden)(told))).toBe(false);
  });

  it('are many when they are too many to name', async () => {
    const reading = await watch('ada', { pace: { ...quick, gatherMs: 100 } });
    for (let batch = 0; batch < 3; batch += 1) await notify('site_changed', { ids: Array.from({ length: 100 }, () => uuidv7()) });
    expect(await reading.next()).toEqual(many);
  });

  it('may have been missed while the connection was gone, which is told once there is another', async () => {
    const reading = await watch('rita');
    const broken = await world.superuser.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'siteward-live' AND datname = current_database()`);
    expect(broken.rowCount).toBe(1);
    expect(await reading.next()).toEqual(listening);
    expect(await reading.next()).toEqual(many);
    const id = uuidv7();
    await notify('site_changed', { ids: [id] });
    expect(await reading.next()).toEqual(sites(id));
  });
});

describe('progress of a bulk action', () => {
  it('reaches its own actor and those who see all of them', async () => {
    const actorId = world.id('olga');
    const bulk = await world.db.prisma.bulkAction.create({ data: { id: uuidv7(), kind: 'disable', change: {}, reason: 'A test.', selection: {}, actorId, via: 'ui', correlationId: 'test' } });
    const [ada, olga, hal] = [await watch('ada'), await watch('olga'), await watch('hal')];
    const progress = { id: bulk.id, state: 'running', done: 3, total: 10 };
    await notify('bulk_progress', progress);
    expect(await ada.next()).toEqual({ event: 'bulk', data: progress });
    expect(await olga.next()).toEqual({ event: 'bulk', data: progress });
    const opened = await world.site({ audience: { mode: 'workspace_all' } });
    await notify('site_changed', { ids: [opened] });
    expect((await hal.find(names(opened))).passed).toEqual([]);
  });
});

describe('a stream', () => {
  it('ends with the session, and says so', async () => {
    const reading = await watch('hal', { pace: { ...quick, admissionMs: 20 } });
    await world.run(endSessions, { personId: world.id('hal'), reason: 'A test.' }, 'ada');
    expect((await reading.find(({ event }) => event === 'end')).found).toEqual({ event: 'end', data: {} });
    expect(await reading.next()).toBeNull();
  });

  it('ends when its time is over, and when the process ends', async () => {
    await watch('rita');
    const short = await watch('ada', { lastsMs: 30 });
    expect((await short.find(() => false)).found).toBeNull();
    const other = new Listener(world.database.url);
    const long = await watch('ada', { listener: other });
    other.end();
    expect((await long.find(() => false)).found).toBeNull();
  });

  it('is the only one that holds the connection: with the last reader it goes', async () => {
    const connections = async (): Promise<number> => {
      const { rows } = await world.superuser.query<{ held: number }>(`SELECT count(*)::int AS held FROM pg_stat_activity WHERE application_name = 'siteward-live' AND datname = current_database()`);
      return rows[0]?.held ?? 0;
    };
    const [first, second] = [await watch('ada'), await watch('olga')];
    expect(await connections()).toBe(1);
    await first.cancel();
    await second.cancel();
    await expect.poll(connections).toBe(0);
  });
});
