import { addDays, differenceInDays } from 'date-fns';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { record } from '@/lib/audit/record';
import { inTransaction } from '@/lib/db/transaction';
import { isRefusal } from '@/lib/domain/refusal';
import { defaultSettings, isQuiet, longestExpiry, type Settings } from '@/lib/domain/settings';
import { renew, review } from '@/lib/domain/site-decisions';
import { keep } from '@/lib/domain/keep-site';
import { runLifecycle } from '@/lib/lifecycle/run-lifecycle';
import { systemActor } from '@/lib/gate/actor';
import { changeSettings } from '@/lib/settings/commands/change-settings';
import { lockSites } from '@/lib/sites/load-site';
import { updateSites } from '@/lib/sites/write';
import { World } from '../support/world';

/*
 * A year of ten thousand Sites and four hundred owners, some careful, some late, some silent. After each sweep everything
 * that docs/lifecycle.md promises is asked of the database.
 */
const sites = 10_000;
const owners = 400;
const begin = new Date('2026-12-01T00:00:00.000Z');
// No divisor of a week, so that quiet days are met too.
const stepDays = 9;
const settings: Settings = {
  ...defaultSettings,
  breakerPercent: 100,
  quietDates: ['2026-12-25', '2027-01-01'],
  reviewSilence: { personal_draft: 'nothing', team_internal: 'narrow_to_owner', company_wide: 'narrow_to_owner', external_candidate: 'disable' },
  renewsItselfDays: { ...defaultSettings.renewsItselfDays, company_wide: 14 },
};
const shell = systemActor('npm run lifecycle', { via: 'shell', correlationId: 'the year' });

/** A repeatable throw of the dice for a row, a matter and a moment: the same in [0, 1) each time. */
function dice(...of: number[]): number {
  let h = 2166136261;
  for (const part of of) {
    h = Math.imul(h ^ part, 16777619);
    h ^= h >>> 15;
  }
  return (h >>> 0) / 4294967296;
}

let world: World;
beforeAll(async () => {
  world = await World.create();
  await world.run(changeSettings, { settings, reason: 'A year.', revision: 0 }, 'ada', { now: begin });
  await world.superuser.query(
    `INSERT INTO person (id, email, name) SELECT uuidv7(), 'owner-' || n || '@example.com', 'Owner ' || n FROM generate_series(1::bigint, $1) n`,
    [owners],
  );
  await world.superuser.query(
    `INSERT INTO site (id, slug, title, state, classification, owner_id, expires_at, review_due_at, last_visited_at, audience, created_at, updated_at)
     SELECT uuidv7(), 'site-' || n, 'Site ' || n, (CASE WHEN n % 11 = 0 THEN 'draft' ELSE 'live' END)::"SiteState",
            ((enum_range(NULL::"Classification"))[(1 + n % 4)::int]),
            (SELECT id FROM person WHERE email = 'owner-' || (1 + (n * 7919) % $2) || '@example.com'),
            $3::timestamptz + ((n * 104729) % 400 - 10) * interval '1 day',
            $3::timestamptz + ((n * 1299709) % 300) * interval '1 day',
            CASE WHEN n % 3 <> 0 THEN $3::timestamptz - ((n * 15485863) % 120) * interval '1 day' END,
            (CASE WHEN n % 5 = 0 THEN 'workspace_all' ELSE 'admins_only' END)::"AudienceMode", $3, $3
       FROM generate_series(1::bigint, $1) n`,
    [sites, owners, begin],
  );
}, 120_000);
afterAll(() => world.close());

const ask = async (sql: string, values: unknown[] = []): Promise<number> => (await world.superuser.query<{ n: number }>(sql, values)).rows[0]?.n ?? 0;
const jsonOf = (value: unknown): string => JSON.stringify(value);

/** Owners answer what they were reminded of: the careful soon, the late only once it has passed, the silent never. */
async function ownersAct(from: Date, to: Date): Promise<void> {
  const { rows } = await world.superuser.query<{ site_id: string; kind: string; days_before: number; owner: number; n: number }>(
    `SELECT DISTINCT r.site_id, r.kind::text, r.days_before, substring(p.email from '\\d+')::int AS owner, substring(s.slug from '\\d+')::int AS n
       FROM reminder r JOIN site s ON s.id = r.site_id JOIN person p ON p.id = s.owner_id
      WHERE r.made_at >= $1 AND r.made_at < $2 AND p.email LIKE 'owner-%'`,
    [from, to],
  );
  const round = differenceInDays(to, begin);
  const answered = rows.filter(({ owner, days_before: distance, n }) => {
    const nature = dice(owner, 1);
    if (nature > 0.75) return false;
    const chance = nature < 0.5 ? 0.5 : distance === 0 ? 0.6 : 0.05;
    return dice(n, round, 2) < chance;
  });
  const acting = systemActor('Owners', { via: 'job', correlationId: `round ${round}` });
  for (let at = 0; at < answered.length; at += 200) {
    const part = answered.slice(at, at + 200);
    await inTransaction(world.db, async (tx) => {
      const locked = await lockSites(tx, part.map(({ site_id: id }) => id), acting);
      const seen = new Set<string>();
      const done = part.flatMap(({ site_id: id, kind }) => {
        const site = locked.get(id)?.site;
        if (site === undefined || seen.has(id)) return [];
        seen.add(id);
        const outcome =
          kind === 'expiry'
            ? renew({ site, settings }, { expiresAt: longestExpiry(settings, site.classification, to), reason: 'Still in use.' }, to)
            : kind === 'review'
              ? review({ site, settings }, {}, to)
              : keep({ site }, {}, to);
        return isRefusal(outcome) ? [] : [{ base: site, ...outcome }];
      });
      await updateSites(tx, done, { now: to, actor: acting });
      await record(tx, done.flatMap(({ events }) => events), { actor: acting, now: to });
    });
  }
}

/** People visit some Sites often, some hardly ever, and those without visit data leave none. */
async function visit(to: Date): Promise<void> {
  await world.superuser.query(
    `UPDATE site SET last_visited_at = $1, revision = revision + 1
      WHERE state = 'live' AND last_visited_at IS NOT NULL AND (substring(slug from '\\d+')::int * 31 + $2) % 20 = 0 AND substring(slug from '\\d+')::int % 7 > 2`,
    [to, differenceInDays(to, begin)],
  );
}

/** What must hold after the sweep as of `at`; `before` is the instant of the sweep before. */
async function everythingHolds(at: Date): Promise<void> {
  const quiet = isQuiet(settings, at);
  const overdue = await ask(
    `SELECT count(*)::int AS n FROM site WHERE state IN ('draft', 'live') AND expires_at + (($2::jsonb ->> classification::text)::int || ' days')::interval <= $1`,
    [at, jsonOf(settings.graceDays)],
  );
  if (!quiet) expect(overdue, 'open past expiry and grace').toBe(0);
  const closed = await ask(`SELECT count(*)::int AS n FROM site WHERE disabled_at = $1`, [at]);
  if (quiet) expect(closed, 'closed on a quiet day').toBe(0);
  expect(await ask(`SELECT count(*)::int AS n FROM reminder WHERE days_before > 0 AND made_at >= due_at`), 'reminders of what has passed').toBe(0);
  expect(
    await ask(
      `SELECT count(*)::int AS n FROM site s WHERE s.disabled_at = $1 AND s.disabled_reason = 'inactive' AND (s.last_visited_at IS NULL OR NOT EXISTS (
         SELECT FROM reminder r WHERE r.site_id = s.id AND r.kind = 'inactivity' AND r.made_at > greatest(s.last_visited_at, s.kept_at) AND r.due_at <= $1))`,
      [at],
    ),
    'disabled as inactive without a question that went unanswered',
  ).toBe(0);
  expect(
    await ask(`SELECT coalesce(max(n), 0)::int AS n FROM (SELECT count(*) AS n FROM audit_event WHERE at = $1 AND body::jsonb -> 'data' ? 'sweepId' GROUP BY site_id) each`, [at]),
    'events of one sweep about one Site',
  ).toBeLessThanOrEqual(1);
  expect(
    await ask(`SELECT count(*)::int AS n FROM retirement r JOIN site s ON s.id = r.site_id WHERE r.state = 'deleting' AND (r.closed_at + interval '30 days' > $1 OR s.state <> 'retiring')`, [at]),
    'asked to be deleted sooner than thirty days after the closing',
  ).toBe(0);
  expect(await ask(`SELECT count(*)::int AS n FROM site WHERE state = 'retiring' AND NOT EXISTS (SELECT FROM retirement r WHERE r.site_id = site.id AND r.state IN ('notice', 'closed', 'deleting'))`), 'retiring without a plan').toBe(0);
  expect(
    await ask(
      `SELECT count(*)::int AS n FROM site s WHERE s.state IN ('draft', 'live') AND s.audience <> 'admins_only' AND $2::jsonb ->> s.classification::text = 'narrow_to_owner'
          AND s.review_due_at + make_interval(days => $3) <= $1`,
      [at, jsonOf(settings.reviewSilence), settings.reviewGraceDays],
    ) * (quiet ? 0 : 1),
    'open though nobody answered the review',
  ).toBe(0);
}

it('passes over ten thousand Sites, and everything that is promised holds after each sweep', async () => {
  let before = begin;
  for (let day = 0; day <= 365; day += stepDays) {
    const at = addDays(begin, day);
    await ownersAct(before, at);
    await visit(at);
    const { summary } = await runLifecycle(world.db, shell, { at, dryRun: false, approve: false });
    expect(summary.state).toBe('done');
    await everythingHolds(at);
    if (day % 45 === 0) {
      const events = await world.db.prisma.auditEvent.count();
      const again = await runLifecycle(world.db, shell, { at, dryRun: false, approve: false });
      expect(again.summary.state).toBe('nothing_more');
      expect(await world.db.prisma.auditEvent.count()).toBe(events);
    }
    before = at;
  }
  // The year was one: all kinds of things have happened to many.
  const happened = await world.superuser.query<{ type: string; n: number }>('SELECT type, count(*)::int AS n FROM audit_event GROUP BY type');
  const counts = Object.fromEntries(happened.rows.map(({ type, n }) => [type, n]));
  for (const type of ['site.disabled', 'site.renewed', 'site.renewed_by_use', 'site.reviewed', 'site.kept', 'site.audience_narrowed', 'site.retirement_begun', 'site.deletion_begun']) {
    expect(counts[type], type).toBeGreaterThan(5);
  }
  expect(await world.read(verifyAudit, {}, 'aude')).toMatchObject({ intact: true });
}, 900_000);
