import { addDays } from 'date-fns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '@/lib/domain/settings';
import { simulateSettings, type SimulationPart } from '@/lib/lifecycle/simulate-settings';
import { now, problemOf, World } from '../support/world';

let world: World;
const ids: Record<'expired' | 'unreviewed' | 'forgotten', string[]> = { expired: [], unreviewed: [], forgotten: [] };
beforeAll(async () => {
  world = await World.create(5);
  for (const days of [20, 10, 5]) ids.expired.push(await world.site({ expiresAt: addDays(now, -days) }));
  ids.unreviewed.push(await world.site({ reviewDueAt: addDays(now, -40), audience: { mode: 'workspace_all' } }));
  ids.forgotten.push(await world.site({ lastVisitedAt: addDays(now, -50) }));
  await world.site();
});
afterAll(() => world.close());

const simulate = (settings: Settings, after: string | null = null) => world.read(simulateSettings, { settings, after }, 'ada');
/** Each action that happens at all: in force, proposed, and the Sites. */
const happening = ({ outcomes }: SimulationPart) =>
  Object.fromEntries(outcomes.filter(({ inForce, proposed }) => inForce + proposed > 0).map(({ action, inForce, proposed, first }) => [action, [inForce, proposed, first.map(({ id }) => id)]]));

describe('a simulation of settings', () => {
  it('counts what those in force do, although the day is quiet', async () => {
    const part = await simulate(defaultSettings);
    expect(happening(part)).toEqual({ disabled_expired: [1, 1, ids.expired.slice(0, 1)], narrowed: [1, 1, ids.unreviewed] });
    expect(part).toMatchObject({ isQuiet: true, openSites: 6, next: null, at: now.toISOString() });
  });

  it('holds the proposed ones against them', async () => {
    const company = <Value>(key: 'graceDays' | 'reviewSilence' | 'inactiveDays', value: Value) => ({ [key]: { ...defaultSettings[key], company_wide: value } });
    const proposed: Settings = { ...defaultSettings, ...company('graceDays', 7), ...company('reviewSilence', 'disable'), ...company('inactiveDays', 45), quietWeekdays: [] };
    const part = await simulate(proposed);
    expect(happening(part)).toEqual({
      disabled_expired: [1, 2, ids.expired.slice(0, 2)],
      disabled_unreviewed: [0, 1, ids.unreviewed],
      narrowed: [1, 0, []],
      asked: [0, 1, ids.forgotten],
    });
    expect(part.isQuiet).toBe(false);
  });

  it('goes on after the Sites of an earlier part', async () => {
    const part = await simulate(defaultSettings, ids.expired[0] ?? null);
    expect(happening(part)).toEqual({ narrowed: [1, 1, ids.unreviewed] });
    expect(part.openSites).toBeNull();
  });

  it('writes nothing', async () => {
    const state = async () => (await world.superuser.query<object>(`SELECT (SELECT json_agg(s ORDER BY id) FROM site s) AS sites, (SELECT count(*) FROM audit_event) AS events, (SELECT count(*) FROM reminder) AS reminders`)).rows;
    const before = await state();
    await simulate({ ...defaultSettings, graceDays: { ...defaultSettings.graceDays, company_wide: 0 } });
    expect(await state()).toEqual(before);
  });

  it('is forbidden to members, and refused for settings that contradict each other', async () => {
    expect((await problemOf(world.read(simulateSettings, { settings: defaultSettings }, 'olga'))).kind).toBe('forbidden');
    const settings = { ...defaultSettings, lifetimeDays: { ...defaultSettings.lifetimeDays, team_internal: 400 } };
    expect(await problemOf(simulate(settings))).toMatchObject({ kind: 'invalid', errors: [{ path: 'settings.lifetimeDays.team_internal' }] });
  });
});
