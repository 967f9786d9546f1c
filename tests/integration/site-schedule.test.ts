import { addDays } from 'date-fns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepSite } from '@/lib/sites/commands/keep-site';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { getSite } from '@/lib/sites/get-site';
import { now, World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create(5);
});
afterAll(() => world.close());

const steps = async (siteId: string) => (await world.read(getSite, { siteId }, 'olga')).schedule.map(({ step, at }) => [step, at.slice(0, 10)]);
const ask = (siteId: string, at: Date) =>
  world.db.prisma.reminder.create({ data: { siteId, kind: 'inactivity', dueAt: addDays(at, 14), daysBefore: 14, madeAt: at } });

describe('what happens next', () => {
  it('names each step and its day, put off where the day is quiet, and moves on with a renewal', async () => {
    const siteId = await world.site({ expiresAt: new Date('2026-12-28T00:00:00Z'), reviewDueAt: new Date('2026-12-01T00:00:00Z'), audience: { mode: 'workspace_all' } });
    expect(await steps(siteId)).toEqual([
      ['review_due', '2026-12-01'],
      ['expires', '2026-12-28'],
      ['narrowed', '2026-12-31'],
      ['disabled_expired', '2027-01-11'],
    ]);
    await world.run(renewSite, { siteId, expiresAt: '2027-02-01', reason: 'In use.' }, 'olga');
    // 14 days of grace would end on a Monday; the expiry itself is a fact, whatever the weekday.
    expect((await steps(siteId)).slice(2)).toEqual([['expires', '2027-02-01'], ['disabled_expired', '2027-02-15']]);
  });

  it('begins the retirement of what silence has disabled, unless it is held', async () => {
    const disabled = { state: 'disabled', disabledAt: new Date('2026-11-02T00:00:00Z'), disabledReason: 'expired', disabledFrom: 'live' } as const;
    expect(await steps(await world.site(disabled))).toEqual([['retiring', '2027-05-03']]);
    expect(await steps(await world.site({ ...disabled, legalHoldAt: now, legalHoldReason: 'Case 7' }))).toEqual([]);
  });

  it('tells when a retirement closes and deletes', async () => {
    const siteId = await world.site({ state: 'retiring' });
    await world.db.prisma.retirement.create({
      data: { siteId, reason: 'Done.', beganAt: now, beganFrom: 'live', closesAt: new Date('2026-12-05T00:00:00Z'), deletesAt: new Date('2027-01-05T00:00:00Z') },
    });
    expect(await steps(siteId)).toEqual([['closed', '2026-12-05'], ['deleted', '2027-01-05']]);
  });
});

describe('a Site that nobody visits', () => {
  it('is asked about, is disabled on a day that is told, and stays when it is still needed', async () => {
    const visited = addDays(now, -120);
    const siteId = await world.site({ lastVisitedAt: visited });
    expect(await world.read(getSite, { siteId }, 'olga')).toMatchObject({ inactivity: { since: visited.toISOString(), askedAt: null, answerBy: null } });
    await ask(siteId, addDays(now, -200)); // about an earlier silence, answered by a visit
    await ask(siteId, addDays(now, -1));
    const asked = await world.read(getSite, { siteId }, 'olga');
    expect(asked.inactivity).toEqual({ since: visited.toISOString(), askedAt: addDays(now, -1).toISOString(), answerBy: addDays(now, 13).toISOString() });
    expect(asked.schedule).toContainEqual({ step: 'disabled_inactive', at: addDays(now, 13).toISOString() });
    const kept = await world.run(keepSite, { siteId, reason: 'For the audit in June.' }, 'olga');
    expect(kept.inactivity).toBeNull();
    expect(kept.schedule.map(({ step }) => step)).not.toContain('disabled_inactive');
  });

  it('without visit data is never called inactive', async () => {
    expect((await world.read(getSite, { siteId: await world.site({ lastVisitedAt: null }) }, 'olga')).inactivity).toBeNull();
  });
});
