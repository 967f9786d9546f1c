import { addDays } from 'date-fns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourceModes, type SourceMode } from '@/lib/domain/classification';
import { runReReviews } from '@/lib/requests/run-re-reviews';
import { changeSource } from '@/lib/sources/commands/change-source';
import { liftSourceConflict } from '@/lib/sources/commands/lift-source-conflict';
import { setSourceConflict } from '@/lib/sources/commands/set-source-conflict';
import { previewConflict } from '@/lib/sources/list-conflicts';
import { previewSource } from '@/lib/sources/preview-source';
import { audienceOn } from '../support/widenings';
import { now, World } from '../support/world';

let world: World;
beforeEach(async () => {
  world = await World.create();
});
afterEach(() => world.close());

const wiki = () => world.sources.wiki;
const crm = () => world.sources.crm;
const team = () => ({ mode: 'custom' as const, people: [world.id('hal')] });
/** A Site whose audience somebody has approved. */
async function approved(title: string, sources: { id: string; mode?: 'read_only' | 'write_capable' | 'confirmation_required' }[], more: object = {}): Promise<string> {
  const siteId = await world.site({ title, sources, audience: team(), audienceApprovedAt: now, classification: 'team_internal', ...more });
  // Its sources came before the approval.
  await world.db.prisma.recordChange.deleteMany({ where: { siteId } });
  return siteId;
}
const change = (input: { sensitivity?: 'public' | 'internal' | 'legal'; mode?: SourceMode }) => world.run(changeSource, { sourceId: wiki(), reason: 'Contracts are kept there now.', ...input }, 'ada', { now: addDays(now, 1) });
const noted = async () => (await world.db.prisma.recordChange.findMany({ include: { site: { select: { title: true } } } })).map(({ site, what }) => `${site.title}: ${what}`).sort();
const reviewed = async () => {
  await runReReviews(world.db);
  const found = await world.db.prisma.request.findMany({ where: { kind: 're_review' }, include: { site: { select: { title: true } } } });
  return found.map(({ site, reason }) => `${site.title}: ${reason}`).sort();
};

describe('a data source that becomes more sensitive', () => {
  it('opens a re-review of each open Site whose approval rests on it, once, and as many as were foreseen', async () => {
    await approved('One', [{ id: wiki() }]);
    await approved('Two', [{ id: wiki() }, { id: crm() }]);
    await approved('Other source', [{ id: crm() }]);
    await approved('Closed', [{ id: wiki() }], { audience: { mode: 'admins_only' } });
    await approved('Retired', [{ id: wiki() }], { state: 'retired', retiredAt: now });
    await approved('Nobody approved', [{ id: wiki() }], { audienceApprovedAt: null });

    expect((await world.read(previewSource, { sourceId: wiki(), sensitivity: 'legal' }, 'ada')).reReviews).toEqual({ opens: 2, closes: 0, isExact: true });
    await change({ sensitivity: 'legal' });
    await change({ sensitivity: 'legal' });
    const opened = ['One', 'Two'].map((title) => `${title}: The sensitivity of a data source changed since this audience was approved.`);
    expect(await reviewed()).toEqual(opened);
    expect(await reviewed()).toEqual(opened);
    expect(await world.db.prisma.recordChange.count()).toBe(0);
    // What is open already is not opened again; its approvals so far begin another round.
    expect((await world.read(previewSource, { sourceId: wiki(), mode: 'forbidden' }, 'ada')).reReviews).toEqual({ opens: 0, closes: 2, isExact: true });
  });

  it('is noted in the transaction of the change, with a job that takes it up', async () => {
    await approved('One', [{ id: wiki() }]);
    await change({ sensitivity: 'legal' });
    expect(await noted()).toEqual(['One: source_sensitivity']);
    const jobs = await world.db.prisma.$queryRaw<{ key: string }[]>`SELECT key FROM graphile_worker.jobs WHERE key = 'open-re-reviews all'`;
    expect(jobs).toHaveLength(1);
  });

  it('and less sensitive again opens none', async () => {
    await approved('One', [{ id: wiki() }]);
    expect((await world.read(previewSource, { sourceId: wiki(), sensitivity: 'public' }, 'ada')).reReviews).toEqual({ opens: 0, closes: 0, isExact: true });
    await change({ sensitivity: 'public' });
    expect(await noted()).toEqual([]);
  });
});

it('each change of the mode marks the Sites that were foreseen', async () => {
  for (const mode of ['read_only', 'confirmation_required', 'write_capable'] as const) await approved(mode, [{ id: wiki(), mode }]);
  for (const before of sourceModes) {
    for (const after of sourceModes) {
      await world.db.prisma.dataSource.update({ where: { id: wiki() }, data: { mode: before } });
      const { reReviews } = await world.read(previewSource, { sourceId: wiki(), mode: after }, 'ada');
      await change({ mode: after });
      expect([before, after, (await noted()).length]).toEqual([before, after, reReviews.opens]);
      await world.db.prisma.recordChange.deleteMany();
    }
  }
});

describe('two sources that must not meet any more', () => {
  it('close the Sites in which they do until somebody has looked, as the policies that a workspace begins with want', async () => {
    const both = await approved('Both', [{ id: wiki() }, { id: crm() }]);
    const one = await approved('One', [{ id: wiki() }]);
    expect((await world.read(previewConflict, { a: wiki(), b: crm() }, 'ada')).reReviews).toEqual({ opens: 1, closes: 1, isExact: true });
    await world.run(setSourceConflict, { a: wiki(), b: crm(), reason: 'Together they say too much.' }, 'ada');
    expect(await reviewed()).toEqual(['Both: The list of data sources that must not meet changed since this audience was approved.']);
    expect([await audienceOn(world, both), await audienceOn(world, one)]).toEqual(['admins_only', 'custom Hal']);
  });

  it('mark nothing when only the reason is another, or when they may meet again', async () => {
    await approved('Both', [{ id: wiki() }, { id: crm() }]);
    await world.run(setSourceConflict, { a: wiki(), b: crm(), reason: 'First.' }, 'ada');
    await world.db.prisma.recordChange.deleteMany();
    expect((await world.read(previewConflict, { a: crm(), b: wiki() }, 'ada')).reReviews.opens).toBe(0);
    await world.run(setSourceConflict, { a: crm(), b: wiki(), reason: 'Second.' }, 'ada');
    await world.run(liftSourceConflict, { a: crm(), b: wiki(), reason: 'Split in two.' }, 'ada');
    expect(await noted()).toEqual([]);
  });
});

it('a rule of the workspace can be about what changed', async () => {
  await world.db.prisma.policy.updateMany({ data: { archivedAt: now } });
  const version = { number: 1, name: 'Sensitivity only', isEnabled: true, triggers: ['change' as const], condition: '"source_sensitivity" in change.changed', effects: [{ effect: 're_review', narrowFirst: true, message: 'It holds more than it did.' }], why: 'w', createdAt: now };
  await world.db.prisma.policy.create({ data: { key: 'sensitivity-only', versions: { create: version } } });
  const siteId = await approved('One', [{ id: wiki() }]);
  expect((await world.read(previewSource, { sourceId: wiki(), mode: 'forbidden' }, 'ada')).reReviews.opens).toBe(0);
  await change({ mode: 'forbidden' });
  expect(await reviewed()).toEqual([]);
  expect((await world.read(previewSource, { sourceId: wiki(), sensitivity: 'legal' }, 'ada')).reReviews).toEqual({ opens: 1, closes: 1, isExact: true });
  await change({ sensitivity: 'legal' });
  expect(await reviewed()).toHaveLength(1);
  expect(await audienceOn(world, siteId)).toBe('admins_only');
});

it('a source that a great many Sites use is counted, not asked about', async () => {
  const siteId = await approved('One', [{ id: wiki() }]);
  await world.db.prisma.$executeRaw`
    INSERT INTO site (id, slug, title, state, classification, audience, audience_approved_at, expires_at, created_at, updated_at)
    SELECT uuidv7(), 'many-' || n, 'Many ' || n, 'live', 'team_internal', 'workspace_all', ${now}, ${addDays(now, 90)}, ${now}, ${now} FROM generate_series(1, 1000) n`;
  await world.db.prisma.$executeRaw`INSERT INTO site_data_source (site_id, source_id, mode) SELECT id, ${wiki()}::uuid, 'read_only' FROM site WHERE id <> ${siteId}::uuid`;
  await world.db.prisma.recordChange.deleteMany();
  expect((await world.read(previewSource, { sourceId: wiki(), sensitivity: 'legal' }, 'ada')).reReviews).toEqual({ opens: 1_001, closes: null, isExact: false });
  await change({ sensitivity: 'legal' });
  expect(await world.db.prisma.recordChange.count()).toBe(1_001);
});
