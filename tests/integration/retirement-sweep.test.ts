import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { addDays } from 'date-fns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { beginRetirement } from '@/lib/retirements/commands/begin-retirement';
import { settleExport } from '@/lib/retirements/commands/settle-export';
import { settleSecret } from '@/lib/retirements/commands/settle-secret';
import { setLegalHold } from '@/lib/sites/commands/set-legal-hold';
import { advance, retiringSite, sha256, thursday as now } from '../support/retirements';
import { World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create(8);
});
afterAll(() => world.close());

const day = (days: number): Date => addDays(now, days);
const at = (days: number) => ({ now: day(days) });
const planOf = (siteId: string) => world.db.prisma.retirement.findFirstOrThrow({ where: { siteId } });
const begin = (siteId: string) => world.run(beginRetirement, { siteId, reason: 'Done.' }, 'olga', at(0));
async function settle(siteId: string, days = 20): Promise<void> {
  for (const kind of ['d1', 'r2'] as const) await world.run(settleExport, { siteId, kind, decision: { outcome: 'exported', location: 'archive', checksum: sha256 } }, 'olga', at(days));
  await world.run(settleSecret, { siteId, key: 'CRM_TOKEN', isRevoked: true, note: 'Gone.' }, 'olga', at(days));
}

describe('a sweep', () => {
  let siteId: string;
  beforeEach(async () => {
    // Whatever an earlier test left under way stands still.
    await world.superuser.query(`UPDATE retirement SET state = 'stopped', ended_at = now() WHERE state IN ('notice', 'closed', 'deleting')`);
    siteId = await retiringSite(world);
    await begin(siteId);
  });

  it('takes a Site from notice to its tombstone when the feed has proved the deletion, and each instant once', async () => {
    expect(await advance(world, day(13))).toEqual({});
    expect(await advance(world, day(14))).toEqual({ retirement_closed: 1, reminded: 1 });
    expect(await advance(world, day(14))).toEqual({});
    expect(await world.db.prisma.enforcement.findMany({ where: { siteId } })).toMatchObject([{ aspect: 'availability', state: 'requested', wanted: { open: false } }]);
    await settle(siteId);
    expect(await advance(world, day(30))).toEqual({ reminded: 1 });
    // The thirtieth day is a Saturday: nothing is asked for on a quiet day.
    expect(await advance(world, day(44))).toEqual({ reminded: 1 });
    expect(await advance(world, day(46))).toEqual({ deletion_begun: 1 });
    expect(await advance(world, day(50))).toEqual({});
    await world.db.prisma.enforcement.updateMany({ where: { siteId, aspect: 'existence' }, data: { state: 'confirmed', proof: 'feed', settledAt: day(51) } });
    expect(await advance(world, day(52))).toEqual({ retired: 1 });
    expect(await advance(world, day(52))).toEqual({});
    expect(await world.db.prisma.tombstone.findUnique({ where: { siteId } })).toMatchObject({ madeAt: day(52), record: { retirement: { proof: 'feed' } } });
    expect(await world.db.prisma.site.findUnique({ where: { id: siteId } })).toMatchObject({ state: 'retired', liveUrl: null });
  });

  it('does not end what only a person has said: they type the slug', async () => {
    await advance(world, day(14));
    await settle(siteId);
    expect(await advance(world, day(46))).toMatchObject({ deletion_begun: 1 });
    await world.db.prisma.enforcement.updateMany({ where: { siteId, aspect: 'existence' }, data: { state: 'confirmed', proof: 'person', settledById: world.id('ada'), note: 'Gone.', settledAt: day(51) } });
    expect(await advance(world, day(52))).toEqual({});
  });

  it('waits for the data and the secrets, for ever if need be, and reminds once that it waits', async () => {
    await advance(world, day(14));
    expect(await advance(world, day(60))).toEqual({ reminded: 1 });
    expect(await advance(world, day(400))).toEqual({});
    expect((await planOf(siteId)).state).toBe('closed');
    const reminders = await world.db.prisma.reminder.findMany({ where: { siteId, kind: 'deletion' }, orderBy: { daysBefore: 'desc' } });
    expect(reminders.map(({ daysBefore }) => daysBefore)).toEqual([30, 0]);
  });

  it('finds a hold that stands in the record only, and lets go when it is lifted', async () => {
    await world.superuser.query(`UPDATE site SET legal_hold_at = $2, legal_hold_reason = 'Case 7', revision = revision + 1 WHERE id = $1`, [siteId, day(5)]);
    expect(await advance(world, day(100))).toEqual({ retirement_held: 1 });
    expect(await planOf(siteId)).toMatchObject({ state: 'notice', heldSince: day(5) });
    expect(await advance(world, day(101))).toEqual({});
    await world.run(setLegalHold, { siteId, hold: false, reason: 'Settled.' }, 'ada', at(105));
    expect(await planOf(siteId)).toMatchObject({ state: 'notice', heldSince: null, closesAt: day(114), deletesAt: day(144) });
  });
});

describe('many at once', () => {
  const count = 60;
  let ids: string[];
  beforeEach(async () => {
    await world.superuser.query(`UPDATE retirement SET state = 'stopped', ended_at = now() WHERE state IN ('notice', 'closed', 'deleting')`);
    ids = Array.from({ length: count }, () => uuidv7()).sort();
    await world.superuser.query(
      `INSERT INTO site (id, slug, title, state, classification, owner_id, expires_at, live_url)
       SELECT id::uuid, 'many-' || id, 'Many', 'retiring', 'team_internal', $2, '2028-01-01', 'https://many.example.com' FROM unnest($1::text[]) id`,
      [ids, world.id('olga')],
    );
    await world.db.prisma.retirement.createMany({ data: ids.map((siteId) => ({ siteId, state: 'notice' as const, reason: 'r', beganAt: now, beganFrom: 'live' as const, closesAt: day(14), deletesAt: day(44) })) });
  });

  /** How often each of the Sites was closed, by its events, and how many are closed and demanded. */
  async function closings() {
    const { rows } = await world.superuser.query<{ events: number; sites: number; demands: number; reminders: number; closed: number }>(
      `SELECT (SELECT count(*)::int FROM audit_event WHERE type = 'site.retirement_closed' AND site_id = ANY ($1)) AS events,
              (SELECT count(DISTINCT site_id)::int FROM audit_event WHERE type = 'site.retirement_closed' AND site_id = ANY ($1)) AS sites,
              (SELECT count(*)::int FROM enforcement WHERE aspect = 'availability' AND site_id = ANY ($1)) AS demands,
              (SELECT count(*)::int FROM reminder WHERE site_id = ANY ($1)) AS reminders,
              (SELECT count(*)::int FROM retirement WHERE state = 'closed' AND closed_at = $2 AND site_id = ANY ($1)) AS closed`,
      [ids, day(14)],
    );
    return rows[0];
  }
  const eachOnce = { events: count, sites: count, demands: count, reminders: count, closed: count };

  it('two sweeps do each thing once', async () => {
    const [one, two] = await Promise.all([advance(world, day(14), { size: 7 }), advance(world, day(14), { size: 11 })]);
    expect((one.retirement_closed ?? 0) + (two.retirement_closed ?? 0)).toBe(count);
    expect(await closings()).toEqual(eachOnce);
  });

  it('kill -9 in the middle leaves each done whole or not at all; the next goes on', async () => {
    await world.superuser.query('BEGIN');
    await world.superuser.query('SELECT 1 FROM site WHERE id = $1 FOR UPDATE', [ids[25]]);
    const child = spawn(process.execPath, ['--import', 'tsx', 'tests/support/advance-process.ts', world.database.url, day(14).toISOString(), '10'], { stdio: ['ignore', 'pipe', 'inherit'] });
    // It has done two batches and waits for a Site in the middle of the third.
    await expect.poll(async () => (await closings())?.events, { timeout: 60_000, interval: 50 }).toBe(20);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await world.superuser.query('ROLLBACK');
    expect(await closings()).toEqual({ events: 20, sites: 20, demands: 20, reminders: 20, closed: 20 });
    expect(await advance(world, day(14), { size: 10 })).toEqual({ retirement_closed: 40, reminded: 40 });
    expect(await closings()).toEqual(eachOnce);
  }, 90_000);
});

describe('the database refuses by itself', () => {
  let siteId: string;
  let id: string;
  beforeEach(async () => {
    siteId = await retiringSite(world);
    ({ id } = await begin(siteId));
  });
  const sql = (text: string, ...values: unknown[]) => world.db.pool.query(text, values);
  const tombstone = (madeAt: Date) => sql('INSERT INTO tombstone (site_id, record, made_at) VALUES ($1, $2, $3)', siteId, {}, madeAt);
  const check = (constraint: string) => ({ code: '23514', constraint });
  const deleting = () => sql(`UPDATE retirement SET state = 'deleting', closed_at = $2, deletes_at = $3 WHERE id = $1`, id, day(14), day(44));

  it('a second retirement beside one that is under way', async () => {
    await expect(sql(`INSERT INTO retirement (id, site_id, reason, began_at, began_from, closes_at, deletes_at) VALUES (uuidv7(), $1, 'r', $2, 'live', $2, $3)`, siteId, now, day(30))).rejects.toMatchObject({ code: '23505' });
  });

  it('fewer than thirty days to come back', async () => {
    await expect(sql(`UPDATE retirement SET state = 'closed', closed_at = $2 WHERE id = $1`, id, day(20))).rejects.toMatchObject(check('retirement_days_to_come_back'));
  });

  it('an export without where, by whom and its sum, and both answers at once', async () => {
    await expect(sql(`UPDATE retirement_export SET state = 'exported', location = 'x' WHERE retirement_id = $1 AND kind = 'd1'`, id)).rejects.toMatchObject({ code: '23514' });
    await expect(sql(`UPDATE retirement_export SET state = 'waived', waiver = 'w', location = 'x', decided_at = now(), decided_by = 'me' WHERE retirement_id = $1 AND kind = 'd1'`, id)).rejects.toMatchObject(check('retirement_export_one_answer'));
    await expect(sql(`UPDATE retirement_secret SET revoked_at = now(), revoked_by = 'me' WHERE retirement_id = $1`, id)).rejects.toMatchObject(check('retirement_secret_revoked_how'));
  });

  it('a tombstone before its day, with open data or secrets, under a hold', async () => {
    await expect(tombstone(day(400))).rejects.toMatchObject(check('tombstone_is_due'));
    await deleting();
    await expect(tombstone(day(43))).rejects.toMatchObject(check('tombstone_is_due'));
    await expect(tombstone(day(45))).rejects.toMatchObject(check('tombstone_is_due'));
    await sql(`UPDATE retirement_export SET state = 'waived', waiver = 'w', decided_at = now(), decided_by = 'me' WHERE retirement_id = $1`, id);
    await expect(tombstone(day(45))).rejects.toMatchObject(check('tombstone_is_due'));
    await sql(`UPDATE retirement_secret SET revoked_at = now(), revoked_by = 'me', note = 'n' WHERE retirement_id = $1`, id);
    await sql(`UPDATE site SET legal_hold_at = now(), legal_hold_reason = 'r', revision = revision + 1 WHERE id = $1`, siteId);
    await expect(tombstone(day(45))).rejects.toMatchObject(check('tombstone_is_due'));
    await sql(`UPDATE site SET legal_hold_at = NULL, legal_hold_reason = NULL, revision = revision + 1 WHERE id = $1`, siteId);
    await tombstone(day(45));
    await expect(sql(`UPDATE tombstone SET record = '{"slug": "other"}' WHERE site_id = $1`, siteId)).rejects.toMatchObject({ code: '42501' });
    await expect(sql('DELETE FROM tombstone WHERE site_id = $1', siteId)).rejects.toMatchObject({ code: '42501' });
    await sql(`UPDATE tombstone SET redacted_at = now() WHERE site_id = $1`, siteId);
    await expect(sql(`UPDATE tombstone SET redacted_at = now() WHERE site_id = $1`, siteId)).rejects.toMatchObject({ code: '42501' });
  });

  it('a Site that comes back or is retired against its plan', async () => {
    await expect(sql(`UPDATE site SET state = 'retired', retired_at = now(), revision = revision + 1 WHERE id = $1`, siteId)).rejects.toMatchObject(check('site_leaves_retirement'));
    await deleting();
    await expect(sql(`UPDATE site SET state = 'live', revision = revision + 1 WHERE id = $1`, siteId)).rejects.toMatchObject(check('site_leaves_retirement'));
  });
});
