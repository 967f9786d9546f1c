import { addDays, subDays } from 'date-fns';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings, type Settings } from '@/lib/domain/settings';
import type { SiteState } from '@/lib/domain/site';
import { systemActor } from '@/lib/gate/actor';
import { sweepJob } from '@/lib/jobs/definitions/sweep';
import { decideSweep } from '@/lib/lifecycle/commands/decide-sweep';
import { startSweep } from '@/lib/lifecycle/commands/start-sweep';
import { listSweeps } from '@/lib/lifecycle/list-sweeps';
import { runLifecycle } from '@/lib/lifecycle/run-lifecycle';
import { runSweep } from '@/lib/lifecycle/run-sweep';
import { beginRetirement } from '@/lib/retirements/commands/begin-retirement';
import { changeSettings } from '@/lib/settings/commands/change-settings';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { now, problemOf, World } from '../support/world';

/* The instant of the world is a Saturday, which is quiet by default; here no day is, unless a test says so. */
const loud: Settings = { ...defaultSettings, quietWeekdays: [] };
const shell = systemActor('npm run lifecycle', { via: 'shell', correlationId: 'test' });

let world: World;
beforeEach(async () => {
  // Tombstones refuse to be emptied, as they should; a test begins from nothing all the same.
  await world.superuser.query('BEGIN; SET LOCAL session_replication_role = replica; TRUNCATE lifecycle_sweep, reminder, site, workspace_settings, notification CASCADE; COMMIT');
  await settle({});
});
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

const settle = async (changed: Partial<Settings>): Promise<void> => {
  const row = await world.db.prisma.workspaceSettings.findUnique({ where: { id: 1 } });
  await world.run(changeSettings, { settings: { ...loud, ...changed }, reason: 'So that the test knows.', revision: row?.revision ?? 0 }, 'ada');
};
const patience = { timeout: 20_000, interval: 20 };
const sweep = (at: Date, more: { dryRun?: boolean; approve?: boolean } = {}) => runLifecycle(world.db, shell, { at, dryRun: false, approve: false, ...more });
const site = (id: string) => world.db.prisma.site.findUniqueOrThrow({ where: { id } });
const stateOf = async (id: string): Promise<SiteState> => (await site(id)).state;
const reminders = async (siteId: string) =>
  (await world.db.prisma.reminder.findMany({ where: { siteId }, orderBy: { madeAt: 'asc' } })).map(({ kind, daysBefore }) => `${kind} ${daysBefore}`);
const eventsOf = async (siteId: string) => (await world.db.prisma.auditEvent.findMany({ where: { siteId }, orderBy: { seq: 'asc' } })).map(({ type }) => type);

describe('a sweep', () => {
  it('reminds at each distance once, then disables what nobody renewed, and never sooner', async () => {
    const id = await world.site({ classification: 'team_internal', expiresAt: addDays(now, 40) });
    for (const day of [1, 10, 11, 26, 27, 33, 39, 40, 53]) await sweep(addDays(now, day));
    expect(await reminders(id)).toEqual(['expiry 30', 'expiry 14', 'expiry 7', 'expiry 1', 'expiry 0']);
    expect(await stateOf(id)).toBe('live');
    await sweep(addDays(now, 54));
    expect(await site(id)).toMatchObject({ state: 'disabled', disabledReason: 'expired', disabledFrom: 'live', disabledAt: addDays(now, 54) });
    expect(await eventsOf(id)).toEqual(['site.disabled']);
  });

  it('reminds only of the nearest distance when it comes late', async () => {
    const id = await world.site({ expiresAt: addDays(now, 5) });
    await sweep(now);
    expect(await reminders(id)).toEqual(['expiry 7']);
  });

  it('closes nothing on a quiet day, and does so on the next', async () => {
    await settle({ quietDates: ['2026-11-21'] });
    const id = await world.site({ expiresAt: subDays(now, 30) });
    await sweep(now);
    expect(await stateOf(id)).toBe('live');
    await sweep(addDays(now, 1));
    expect(await stateOf(id)).toBe('disabled');
  });

  it('does what the settings say about a review that nobody answers', async () => {
    await settle({ reviewSilence: { personal_draft: 'nothing', team_internal: 'narrow_to_owner', company_wide: 'disable', external_candidate: 'nothing' } });
    const due = { reviewDueAt: subDays(now, 29), expiresAt: addDays(now, 200), audience: { mode: 'custom' as const, people: [world.id('hal')] } };
    const [nothing, narrowed, disabled] = await Promise.all([
      world.site({ ...due, classification: 'personal_draft' }),
      world.site({ ...due, classification: 'team_internal' }),
      world.site({ ...due, classification: 'company_wide' }),
    ]);
    await sweep(now);
    expect([await stateOf(disabled), (await site(narrowed)).audience]).toEqual(['live', 'custom']);
    await sweep(addDays(now, 1));
    expect(await site(nothing)).toMatchObject({ state: 'live', audience: 'custom' });
    expect(await site(narrowed)).toMatchObject({ state: 'live', audience: 'admins_only' });
    expect(await world.db.prisma.siteAudiencePerson.count({ where: { siteId: narrowed } })).toBe(0);
    expect(await site(disabled)).toMatchObject({ state: 'disabled', disabledReason: 'other' });
    await sweep(addDays(now, 2));
    expect(await eventsOf(narrowed)).toEqual(['site.audience_narrowed']);
  });

  it('asks before it disables what nobody visits, and never calls a Site without visit data inactive', async () => {
    const far = { expiresAt: addDays(now, 300) };
    const [asked, kept, visited, unknown] = await Promise.all([
      world.site({ ...far, lastVisitedAt: subDays(now, 200) }),
      world.site({ ...far, lastVisitedAt: subDays(now, 200) }),
      world.site({ ...far, lastVisitedAt: subDays(now, 200) }),
      world.site(far),
    ]);
    await sweep(now);
    expect(await reminders(asked)).toEqual(['inactivity 14']);
    expect(await reminders(unknown)).toEqual([]);
    await world.superuser.query('UPDATE site SET kept_at = $2, revision = revision + 1 WHERE id = $1', [kept, addDays(now, 3)]);
    await world.superuser.query('UPDATE site SET last_visited_at = $2, revision = revision + 1 WHERE id = $1', [visited, addDays(now, 3)]);
    await sweep(addDays(now, 13));
    expect(await stateOf(asked)).toBe('live');
    await sweep(addDays(now, 14));
    expect(await site(asked)).toMatchObject({ state: 'disabled', disabledReason: 'inactive' });
    expect(await Promise.all([kept, visited, unknown].map(stateOf))).toEqual(['live', 'live', 'live']);
    // Ninety days after the answer it is asked again, once.
    await sweep(addDays(now, 94));
    await sweep(addDays(now, 95));
    expect(await reminders(kept)).toEqual(['inactivity 14', 'inactivity 14']);
  });

  it('renews what is in use, on its last day, where the settings say so', async () => {
    await settle({ renewsItselfDays: { ...loud.renewsItselfDays, team_internal: 30 } });
    const ending = { classification: 'team_internal' as const, expiresAt: addDays(now, 1) };
    const [used, unused, other] = await Promise.all([
      world.site({ ...ending, lastVisitedAt: subDays(now, 3) }),
      world.site({ ...ending, lastVisitedAt: subDays(now, 40) }),
      world.site({ ...ending, classification: 'company_wide', lastVisitedAt: subDays(now, 3) }),
    ]);
    await sweep(now);
    expect((await site(used)).expiresAt).toEqual(addDays(now, loud.lifetimeDays.team_internal));
    expect(await eventsOf(used)).toEqual(['site.renewed_by_use']);
    for (const id of [unused, other]) expect((await site(id)).expiresAt).toEqual(addDays(now, 1));
  });
});

it('begins the retirement of what silence has closed long ago, and of nothing else', async () => {
  const closed = { state: 'disabled' as const, disabledFrom: 'live' as const, disabledAt: subDays(now, 181), expiresAt: subDays(now, 200) };
  const [expired, held, reported] = await Promise.all([
    world.site({ ...closed, disabledReason: 'expired' }),
    world.site({ ...closed, disabledReason: 'expired', legalHoldAt: now, legalHoldReason: 'A dispute.' }),
    world.site({ ...closed, disabledReason: 'security_incident' }),
  ]);
  await sweep(now);
  expect(await Promise.all([expired, held, reported].map(stateOf))).toEqual(['retiring', 'disabled', 'disabled']);
  expect(await world.db.prisma.retirement.findMany({ select: { siteId: true, state: true } })).toEqual([{ siteId: expired, state: 'closed' }]);
  expect(await eventsOf(expired)).toEqual(['site.retirement_begun']);
});

describe('an instant', () => {
  it('is swept once: the same again does nothing more, an earlier one is refused', async () => {
    const id = await world.site({ expiresAt: subDays(now, 30) });
    expect((await sweep(now)).summary).toMatchObject({ state: 'done', counts: { disabled_expired: 1 } });
    expect((await sweep(now)).summary).toMatchObject({ state: 'nothing_more', counts: {} });
    expect(await eventsOf(id)).toEqual(['site.disabled']);
    await expect(sweep(subDays(now, 1))).rejects.toThrow('Time only goes forward');
    await expect(sweep(subDays(now, 1), { dryRun: true })).rejects.toThrow('Time only goes forward');
  });

  it('can be looked at without anything being done', async () => {
    const id = await world.site({ slug: 'crm', title: 'CRM', expiresAt: subDays(now, 30) });
    const { lines, summary } = await sweep(now, { dryRun: true });
    expect(summary).toMatchObject({ state: 'dry_run', counts: { disabled_expired: 1 }, wouldClose: 1, openSites: 1 });
    expect(lines[0]).toContain('CRM (crm)');
    expect(await stateOf(id)).toBe('live');
    expect(await world.db.prisma.lifecycleSweep.count()).toBe(0);
  });

  it('comes after the sweep that was cut off', async () => {
    const id = await world.site({ expiresAt: subDays(now, 30) });
    await world.run(startSweep, { at: now.toISOString() }, 'ada');
    expect((await sweep(addDays(now, 1))).summary.at).toBe(addDays(now, 1).toISOString());
    expect((await world.read(listSweeps, { limit: '10' }, 'aude')).items.map(({ at, state }) => [at, state])).toEqual([
      [addDays(now, 1).toISOString(), 'done'],
      [now.toISOString(), 'done'],
    ]);
    expect(await site(id)).toMatchObject({ disabledAt: now });
  });
});

describe('the timetable’s sweep', () => {
  afterEach(() => vi.useRealTimers());
  const run = () => Promise.resolve(sweepJob({}, { db: world.db, signal: new AbortController().signal }));
  const hour = async () => (await world.db.prisma.$queryRaw<{ at: Date }[]>`SELECT date_trunc('hour', now()) AS at`)[0]?.at;

  it('is as of the hour of the database, however wrong the clock of the machine is', async () => {
    for (const wrong of ['2019-01-01', '2041-01-01']) {
      vi.useFakeTimers({ toFake: ['Date'], now: new Date(wrong) });
      await run();
    }
    expect((await world.db.prisma.lifecycleSweep.findMany()).map(({ at, state }) => [at, state])).toEqual([[await hour(), 'done']]);
  });

  it('leaves alone what waits for a person, and what was run by hand for a later instant', async () => {
    const later = addDays(new Date(), 30);
    await sweep(later);
    await run();
    expect(await world.db.prisma.lifecycleSweep.count()).toBe(1);
  });
});

describe('the breaker', () => {
  const many = async (): Promise<void> => {
    await Promise.all([...Array.from({ length: 3 }, () => world.site({ expiresAt: subDays(now, 30) })), ...Array.from({ length: 7 }, () => world.site({ expiresAt: addDays(now, 300) }))]);
  };

  it('stops a sweep that would close more than the settings allow, closes nothing, and asks the admins once', async () => {
    await settle({ breakerPercent: 20, breakerLeast: 3 });
    await many();
    const report = await sweep(now);
    expect(report).toMatchObject({ waits: true, summary: { state: 'stopped', wouldClose: 3, openSites: 10 } });
    expect(await world.db.prisma.site.count({ where: { state: 'live' } })).toBe(10);
    const told = await world.db.prisma.notification.findMany({ where: { kind: 'alert' }, select: { personId: true } });
    expect(told.map(({ personId }) => personId).sort()).toEqual([world.id('ada'), world.id('abe')].sort());
    await expect(sweep(addDays(now, 1))).rejects.toThrow('Decide on it first');

    const [stopped] = (await world.read(listSweeps, { limit: '1' }, 'ada')).items;
    await world.run(decideSweep, { sweepId: stopped?.id ?? '', decision: 'approve', reason: 'They are all known.' }, 'ada');
    expect((await problemOf(world.run(decideSweep, { sweepId: stopped?.id ?? '', decision: 'abandon', reason: 'No.' }, 'abe'))).kind).toBe('conflict');
    await runSweep(world.db, stopped?.id ?? '');
    expect(await world.db.prisma.site.count({ where: { state: 'disabled' } })).toBe(3);
  });

  it('lets a given-up sweep be asked for again, and lets small ones pass', async () => {
    await settle({ breakerPercent: 20, breakerLeast: 3 });
    await many();
    await sweep(now);
    const [stopped] = (await world.read(listSweeps, { limit: '1' }, 'ada')).items;
    await world.run(decideSweep, { sweepId: stopped?.id ?? '', decision: 'abandon', reason: 'The import was wrong.' }, 'ada');
    await settle({ breakerPercent: 20, breakerLeast: 4 });
    expect((await sweep(now)).summary).toMatchObject({ state: 'done', counts: { disabled_expired: 3 } });
  });

  it('is passed by whoever says so in the shell', async () => {
    await settle({ breakerPercent: 20, breakerLeast: 3 });
    await many();
    await sweep(now);
    expect((await sweep(now, { approve: true })).summary).toMatchObject({ state: 'done', counts: { disabled_expired: 3 } });
  });
});

it('decides on a Site as it is under its lock: one that is renewed in the middle stays open', async () => {
  const id = await world.site({ expiresAt: subDays(now, 30) });
  await world.superuser.query('BEGIN');
  await world.superuser.query('SELECT 1 FROM site WHERE id = $1 FOR UPDATE', [id]);
  const renewing = world.run(renewSite, { siteId: id, expiresAt: addDays(now, 90).toISOString(), reason: 'Still needed.' }, 'olga');
  await expect.poll(waiting, patience).toBe(1);
  const swept = sweep(now);
  await expect.poll(waiting, patience).toBe(2);
  await world.superuser.query('ROLLBACK');
  await renewing;
  expect((await swept).summary.counts).toEqual({});
  expect(await stateOf(id)).toBe('live');
});

/** How many wait for a lock; asked over a connection that is in no transaction, for one that is sees the same answer for ever. */
async function waiting(): Promise<number> {
  const [found] = await world.db.prisma.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return found?.n ?? 0;
}

describe('forbidden', () => {
  it('to all but admins: startSweep and decideSweep', async () => {
    for (const name of ['olga', 'rita', 'aude'] as const) {
      expect((await problemOf(world.run(startSweep, {}, name))).kind).toBe('forbidden');
    }
    await settle({ breakerPercent: 1, breakerLeast: 1 });
    await world.site({ expiresAt: subDays(now, 30) });
    await sweep(now);
    const [stopped] = (await world.read(listSweeps, { limit: '1' }, 'ada')).items;
    for (const name of ['olga', 'rita', 'aude'] as const) {
      expect((await problemOf(world.run(decideSweep, { sweepId: stopped?.id ?? '', decision: 'approve', reason: 'Mine.' }, name))).kind).toBe('forbidden');
    }
  });
});

it('foresees departures and retirements as well, and leaves them alone', async () => {
  const [left, retiring] = await Promise.all([world.site({ slug: 'left', title: 'Left', expiresAt: addDays(now, 300) }), world.site({ slug: 'going', title: 'Going', ownerId: world.id('hal'), expiresAt: addDays(now, 300) })]);
  await world.run(beginRetirement, { siteId: retiring, reason: 'Done with.' }, 'hal');
  await world.superuser.query('UPDATE person SET deactivated_at = $2 WHERE id = $1', [world.id('olga'), now]);
  const later = addDays(now, 20);
  const { lines, summary } = await sweep(later, { dryRun: true });
  expect(lines.slice(0, -1)).toEqual(['would hand over: Left (left), whose owner Olga has left', 'would have closed the Site for its retirement: Going (going)']);
  expect(summary.counts).toEqual({ handed_over_or_quarantined: 1, retirement_steps: 1 });
  expect(await world.db.prisma.site.findUniqueOrThrow({ where: { id: left } })).toMatchObject({ ownerId: world.id('olga'), quarantinedAt: null });
  expect((await sweep(later)).summary.counts).toMatchObject({ quarantined: 1, retirement_closed: 1 });
  await world.superuser.query('UPDATE person SET deactivated_at = NULL WHERE id = $1', [world.id('olga')]);
});
