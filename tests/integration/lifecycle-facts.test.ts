import { addDays } from 'date-fns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings, isQuiet, type Settings } from '@/lib/domain/settings';
import { simulatedActionOf } from '@/lib/domain/simulation';
import { actionDue, remindersDue, type LifecycleFacts, type Reminder } from '@/lib/domain/sweep';
import { readLifecycleFacts, type LifecycleRow, type LookedFor } from '@/lib/lifecycle/read-lifecycle-facts';
import { World } from '../support/world';

/* A Monday: nothing is quiet, so that whatever is due counts. */
const monday = new Date('2026-11-23T12:00:00.000Z');
const count = 3_000;

let world: World;
beforeAll(async () => {
  world = await World.create();
  // Every value is a function of the number, each with a period of its own, so that all kinds of Sites meet.
  await world.superuser.query(
    `INSERT INTO site (id, slug, title, state, classification, owner_id, expires_at, review_due_at, last_visited_at, kept_at, disabled_at, disabled_reason, disabled_from, legal_hold_at, legal_hold_reason)
     SELECT uuidv7(), 'n-' || n, 'Site ' || n, state::"SiteState", (enum_range(NULL::"Classification"))[1 + n % 4], $1,
            CASE WHEN n % 11 > 0 OR state <> 'draft' THEN $2::timestamptz + ((n * 37) % 90 - 45) * interval '12 hours' END, CASE WHEN n % 5 > 0 THEN $2::timestamptz + ((n * 53) % 140 - 70) * interval '1 day' END,
            CASE WHEN n % 6 > 0 THEN $2::timestamptz - ((n * 71) % 240) * interval '1 day' END, CASE WHEN n % 7 = 0 THEN $2::timestamptz - ((n * 13) % 150) * interval '1 day' END,
            CASE WHEN state = 'disabled' THEN $2::timestamptz - ((n * 29) % 220) * interval '1 day' END,
            CASE WHEN state = 'disabled' THEN (ARRAY['expired', 'inactive', 'owner_departed', 'wrong_data'])[1 + n % 4]::"DisableReason" END, CASE WHEN state = 'disabled' THEN 'live'::"SiteState" END,
            CASE WHEN n % 23 = 0 THEN $2::timestamptz END, CASE WHEN n % 23 = 0 THEN 'A matter.' END
       FROM (SELECT n, (ARRAY['live', 'live', 'live', 'draft', 'disabled', 'retiring'])[1 + (n / 4) % 6] AS state FROM generate_series(1, $3::int) n) x`,
    [world.id('olga'), monday, count],
  );
  // Of some of them somebody was asked or reminded already, of some long ago, of some of another date.
  await world.superuser.query(
    `INSERT INTO reminder (id, site_id, kind, due_at, days_before, made_at)
     SELECT uuidv7(), id, 'inactivity', $1::timestamptz - ((n * 17) % 60 - 30) * interval '1 day', 14, $1::timestamptz - ((n * 17) % 60 - 16) * interval '1 day'
       FROM (SELECT id, substring(slug FROM 3)::int AS n FROM site) s WHERE n % 3 = 0 AND (n * 17) % 60 >= 16
     UNION ALL
     SELECT uuidv7(), id, kind::"ReminderKind", due_at, days_before, $1::timestamptz - interval '1 day'
       FROM (SELECT id, substring(slug FROM 3)::int AS n, expires_at, review_due_at FROM site) s
      CROSS JOIN LATERAL (VALUES ('expiry', expires_at), ('review', review_due_at), ('expiry', expires_at + interval '3 days')) d (kind, due_at) CROSS JOIN unnest(ARRAY[30, 14, 7, 1, 0]) days_before
      WHERE due_at IS NOT NULL AND (n + days_before) % 5 = 0`,
    [monday],
  );
});
afterAll(() => world.close());

/** All Sites, whatever is due, read in the plainest way. */
async function everything(): Promise<(LifecycleRow & { made: Set<string> })[]> {
  const sites = await world.db.prisma.site.findMany({ include: { reminders: { orderBy: { madeAt: 'desc' } } } });
  return sites.map(({ id, slug, title, reminders, legalHoldAt, ...site }) => {
    const asked = reminders.find(({ kind }) => kind === 'inactivity');
    const facts: LifecycleFacts = {
      state: site.state, classification: site.classification, audience: site.audience, expiresAt: site.expiresAt, reviewDueAt: site.reviewDueAt, lastVisitedAt: site.lastVisitedAt,
      keptAt: site.keptAt, disabledAt: site.disabledAt, disabledReason: site.disabledReason, onLegalHold: legalHoldAt !== null,
      inactivity: asked === undefined ? null : { askedAt: asked.madeAt, dueAt: asked.dueAt },
    };
    return { id, slug, title, facts, made: new Set(reminders.map(keyOf)) };
  });
}
const keyOf = ({ kind, dueAt, daysBefore }: Reminder): string => `${kind} ${dueAt.toISOString()} ${daysBefore}`;

async function read(settings: Settings, now: Date, lookFor: LookedFor): Promise<Map<string, LifecycleRow>> {
  const found = new Map<string, LifecycleRow>();
  for (let after: string | null = null; ; ) {
    const { rows, through } = await readLifecycleFacts(world.db.prisma, { after, limit: 700, now, settings, lookFor });
    for (const row of rows) found.set(row.id, row);
    if (through === null) return found;
    after = through;
  }
}

const days = (span: number) => ({ personal_draft: span, team_internal: span + 3, company_wide: span + 10, external_candidate: span });
const cases: Record<string, Settings> = {
  'the defaults': defaultSettings,
  'short spans and renewal by use': { ...defaultSettings, graceDays: days(0), reviewGraceDays: 0, inactiveDays: days(20), retireAfterDays: days(5), renewsItselfDays: days(20) },
  'long spans': { ...defaultSettings, graceDays: days(40), reviewGraceDays: 60, inactiveDays: days(150), retireAfterDays: days(200), inactivityGraceDays: 60, reminderDays: [45, 3] },
  'a quiet day': { ...defaultSettings, quietWeekdays: [1] },
};

describe.each(Object.entries(cases))('what is read under %s', (_name, settings) => {
  it.each([0, 1.5, 29])('holds everything that the rules would do, and little else, %s days on', async (later) => {
    const now = addDays(monday, later);
    const all = await everything();
    const wanted: Record<LookedFor, (site: (typeof all)[number]) => boolean> = {
      reminders: ({ facts, made }) => actionDue(facts, settings, now) !== null || remindersDue(facts, settings, now).some((reminder) => !made.has(keyOf(reminder))),
      questions: ({ facts }) => simulatedActionOf(facts, settings, now) !== null,
      actions: ({ facts }) => actionDue(facts, settings, now) !== null,
    };
    for (const lookFor of ['reminders', 'questions', 'actions'] as const) {
      const found = await read(settings, now, lookFor);
      const due = all.filter(wanted[lookFor]);
      expect(due.filter(({ id }) => !found.has(id)).map(({ slug }) => slug), lookFor).toEqual([]);
      // The question is looked up where nobody visits the Site; elsewhere the rules don’t ask for it.
      const outcome = (facts: LifecycleFacts | undefined) => facts && [actionDue(facts, settings, now), remindersDue(facts, settings, now), { ...facts, inactivity: null }];
      for (const { id, facts } of due) expect(outcome(found.get(id)?.facts)).toEqual(outcome(facts));
      // On a quiet day what is due is put off, and read all the same.
      if (!isQuiet(settings, now)) expect(found.size, `${lookFor}: most Sites are left alone`).toBeLessThan(due.length + count / 4);
    }
  });
});
