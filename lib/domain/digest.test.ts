import { addDays, addHours } from 'date-fns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestDue, digestItems, digestTitle, nothingWaiting, toldBy, withoutTold, type DigestContent, type OpenAnswers, type Waiting, type WaitingSite } from './digest';
import { defaultPreference } from './digest-schedule';
import { defaultSettings, isQuiet } from './settings';
import { startOfUtcDay, utcDate, utcWeekday } from './utc-day';

const now = new Date('2026-11-25T12:00:00Z'); // a Wednesday
const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

function site(more: Partial<WaitingSite> = {}): WaitingSite {
  return {
    id: 'a',
    slug: 'crm-notes',
    title: 'CRM Notes',
    as: 'owner',
    state: 'live',
    classification: 'team_internal',
    audience: 'admins_only',
    expiresAt: null,
    reviewDueAt: null,
    lastVisitedAt: null,
    keptAt: null,
    disabledAt: null,
    disabledReason: null,
    onLegalHold: false,
    inactivity: null,
    attestationAskedAt: null,
    retirement: null,
    fallsBackAt: null,
    ...more,
  };
}
const items = (waiting: Partial<Waiting>) => digestItems({ ...nothingWaiting, ...waiting }, defaultSettings, now);
const linesOf = (one: WaitingSite): string[] => items({ sites: [one] }).flatMap(({ asks, effects }) => [...asks, ...effects.map(({ text }) => text)]);

describe('what a digest says of a Site', () => {
  it('is its expiry and what silence does, from the first reminder on', () => {
    expect(linesOf(site({ expiresAt: day('2026-12-26') }))).toEqual([]);
    expect(linesOf(site({ expiresAt: day('2026-12-24') }))).toEqual(['Expires on 24 December 2026.', 'Disabled on 7 January 2027 unless renewed.']);
    expect(linesOf(site({ expiresAt: day('2026-11-20') }))).toEqual(['Expired on 20 November 2026.', 'Disabled on 4 December 2026 unless renewed.']);
    expect(linesOf(site({ expiresAt: day('2026-11-01') })).at(-1)).toBe('Disabled with the next sweep unless renewed.');
  });

  it('is its review, with the silence rule of its classification', () => {
    expect(linesOf(site({ reviewDueAt: day('2026-12-01') }))).toEqual(['Its review is due on 1 December 2026.']);
    expect(linesOf(site({ classification: 'company_wide', audience: 'workspace_all', reviewDueAt: day('2026-11-02') }))).toEqual([
      'Its review was due on 2 November 2026.',
      'Narrowed to its owner on 2 December 2026 unless reviewed.',
    ]);
  });

  it('is the question whether it is still needed, until that is answered', () => {
    const asked = { lastVisitedAt: day('2026-08-01'), inactivity: { askedAt: day('2026-11-16'), dueAt: day('2026-11-30') } };
    expect(linesOf(site(asked))).toEqual(['Nobody has visited it since 1 August 2026. Is it still needed?', 'Disabled on 30 November 2026 unless somebody says that it is still needed.']);
    expect(linesOf(site({ ...asked, keptAt: day('2026-11-17') }))).toEqual([]);
  });

  it('is an attestation, a disabled Site’s way out, a retirement; nothing that a legal hold stops', () => {
    expect(linesOf(site({ attestationAskedAt: day('2026-11-20') }))).toEqual(['You were asked on 20 November 2026 to confirm its record.']);
    expect(linesOf(site({ state: 'disabled', disabledAt: day('2026-09-01'), disabledReason: 'expired' }))).toEqual([
      'Disabled since 1 September 2026.',
      'Retirement begins on 30 November 2026 unless re-enabled.',
    ]);
    const retirement = { closesAt: day('2026-11-10'), deletesAt: day('2026-12-10'), isClosed: true };
    expect(linesOf(site({ state: 'retiring', retirement }))).toEqual(['It is being retired.', 'Deleted on 10 December 2026 unless the retirement is stopped.']);
    expect(linesOf(site({ state: 'retiring', retirement, onLegalHold: true }))).toEqual([]);
  });

  it('is the end of its widening, as long as that lets anybody in', () => {
    const widened = { audience: 'custom', fallsBackAt: day('2026-12-05') } as const;
    expect(linesOf(site(widened))).toEqual(['Its widening ends on 5 December 2026.', 'Audience falls back on 5 December 2026 unless a longer widening is approved.']);
    expect(linesOf(site({ ...widened, fallsBackAt: day('2027-03-01') }))).toEqual([]);
    expect(linesOf(site({ ...widened, audience: 'admins_only' }))).toEqual([]);
    // What only ends is nothing to renew.
    expect(items({ sites: [site(widened)] })).toMatchObject([{ renews: null }]);
  });

  it('stands there once, whatever is asked; only its owner can renew it', () => {
    const both = { expiresAt: day('2026-12-01'), reviewDueAt: day('2026-12-01'), attestationAskedAt: day('2026-11-01') };
    expect(items({ sites: [site(both)] })).toMatchObject([{ key: 'site a', renews: 'a', asks: { length: 3 } }]);
    const [delegate] = items({ sites: [site({ ...both, as: 'delegate' })] });
    expect(delegate).toMatchObject({ renews: null });
    expect(delegate?.asks[0]).toBe('Its owner has left, and you are the successor.');
  });
});

const review: OpenAnswers = { campaignId: 'c', name: 'Autumn', dueAt: day('2026-12-05'), silence: 'narrow_to_owner', sites: 3, isQueue: false, toldAt: null };

describe('what a digest says of an access review', () => {
  const linesOfReview = (more: Partial<OpenAnswers>) => items({ campaigns: [{ ...review, ...more }] }).flatMap(({ title, href, asks, effects }) => [title, href, ...asks, ...effects.map(({ text }) => text)]);

  it('is how many Sites wait, until when, and what silence means', () => {
    expect(linesOfReview({})).toEqual(['3 Sites in the access review “Autumn”', '/campaigns/c?who=me', 'Say before 5 December 2026 who may still open them.', 'The Sites close to owner and admins on 5 December 2026 unless you answer.']);
    expect(linesOfReview({ sites: 1, silence: 'keep' }).slice(2)).toEqual(['Say before 5 December 2026 who may still open it.', 'Everybody keeps access on 5 December 2026 unless you answer.']);
    expect(linesOfReview({ isQueue: true, silence: 'disable', dueAt: day('2026-11-22') }).slice(1)).toEqual(['/campaigns/c?who=admins', 'Nobody else answers for them. Say before 22 November 2026 who may still open them.', 'The Sites are disabled with the next sweep unless you answer.']);
  });

  it('is left out on the day on which a message of its own told it', () => {
    const left = (toldAt: string | null) => withoutTold({ ...nothingWaiting, campaigns: [{ ...review, toldAt: toldAt === null ? null : new Date(toldAt) }] }, now).campaigns.length;
    expect([left(null), left('2026-11-24T23:59:59Z'), left('2026-11-25T00:00:00Z'), left('2026-11-25T12:00:00Z')]).toEqual([1, 1, 0, 0]);
  });

  it('brings no digest early: it has reminders of its own', () => {
    const soon = items({ campaigns: [{ ...review, dueAt: day('2026-11-27') }] });
    expect(digestDue(soon, null, defaultPreference, { lastMade: day('2026-11-24'), settings: defaultSettings, now })).toBeNull();
  });
});

describe('a digest', () => {
  const waiting: Waiting = {
    sites: [site({ id: 'a', expiresAt: day('2026-12-20') }), site({ id: 'b', expiresAt: day('2026-11-20') }), site({ id: 'c', reviewDueAt: day('2026-11-20') })],
    revisions: [],
    transfers: [{ requestId: 't', title: 'Board', from: 'Olga', offeredAt: day('2026-11-24') }],
    successions: [{ siteId: 's', slug: 's', title: 'Wiki', owner: 'Hal' }],
    handovers: [{ id: 'h', from: 'Mia', sites: 3, madeAt: day('2026-11-24') }],
    campaigns: [review],
    queues: { requests: 1, enforcement: 1200, quarantine: 0, deletions: 2 },
  };

  it('has what happens first at the top, and queues as numbers', () => {
    expect(items(waiting).map(({ key }) => key)).toEqual(['site b', 'campaign c', 'site a', 'site c', 'handover h', 'transfer t', 'succession s', 'queue requests', 'queue enforcement', 'queue deletions']);
    expect(items(waiting).map(({ title }) => title).slice(7)).toEqual(['1 request to decide', '1,200 decisions without confirmation', '2 retired Sites to delete soon']);
  });

  it('has what came back for changes; a re-review among it says when it ends', () => {
    const back = { requestId: 'r', title: 'Board', askedBy: 'Rita', askedAt: day('2026-11-20'), dueAt: day('2026-12-01') };
    expect(items({ revisions: [{ ...back, kind: 'widening' }] })).toMatchObject([{ key: 'revision r', title: 'Widening of Board', href: '/requests/r', asks: ['Rita asked for changes on 20 November 2026. Revise it and ask again, or withdraw it.'], effects: [] }]);
    expect(items({ revisions: [{ ...back, kind: 're_review' }] })).toMatchObject([{ asks: ['Rita asked for changes on 20 November 2026. Say what you did about it.'], effects: [{ mark: 're_review_ends 2026-12-01', text: 'Only its owner and admins may open it on 1 December 2026 unless you answer.' }] }]);
  });

  it('says in its title what it is about', () => {
    expect(digestTitle(items({ sites: waiting.sites.slice(1, 2) }))).toBe('“CRM Notes”: disabled on 4 December 2026 unless renewed');
    expect(digestTitle(items(waiting))).toBe('10 things wait for you: “CRM Notes” is the first');
    expect(digestTitle(items({ transfers: waiting.transfers }))).toBe('Waiting for you: “Board”');
    expect(digestTitle([])).toBe('Nothing waits for you');
  });
});

describe('between two weekly digests', () => {
  // On Wednesday; the next one is on Monday, 30 November.
  const due = (sites: WaitingSite[], last: DigestContent | null, at = now) =>
    digestDue(items({ sites }), last, defaultPreference, { lastMade: day('2026-11-24'), settings: defaultSettings, now: at });

  it('one goes out early when something untold takes effect before the next', () => {
    const early = site({ expiresAt: day('2026-11-13') }); // disabled on Friday, 27 November
    expect(due([early], null)).toBe('early');
    expect(due([early], toldBy(items({ sites: [early] })))).toBeNull();
    expect(due([site({ expiresAt: day('2026-11-14') }), site({ expiresAt: day('2026-11-16') })], null)).toBeNull();
  });

  it('a date that has come nearer since it was told counts as untold', () => {
    const was = toldBy(items({ sites: [site({ expiresAt: day('2026-12-13') })] }));
    expect(due([site({ expiresAt: day('2026-11-13') })], was)).toBe('early');
  });

  it('none goes out on a quiet day, or when nothing waits', () => {
    expect(due([site({ expiresAt: day('2026-11-01') })], null, day('2026-11-28'))).toBeNull();
    expect(due([], null)).toBeNull();
  });
});

/** One person over many weeks: what their Sites do, what they wish, when they renew, on which days nothing runs. */
const life = fc.record({
  expiries: fc.array(fc.integer({ min: 0, max: 80 }), { minLength: 1, maxLength: 6 }),
  renewals: fc.array(fc.record({ day: fc.nat(69), site: fc.nat(5) }), { maxLength: 5 }),
  frequency: fc.constantFrom('weekly' as const, 'daily' as const),
  weekday: fc.integer({ min: 1, max: 7 }),
  quietWeekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 4 }),
  pause: fc.record({ from: fc.nat(69), days: fc.nat(10) }),
  hour: fc.nat(23),
});

describe('over ten weeks', () => {
  it('a person is told of all that closes, seldom, never on quiet days, and of nothing that was done', () => {
    fc.assert(
      fc.property(life, ({ expiries, renewals, frequency, weekday, quietWeekdays, pause, hour }) => {
        const settings = { ...defaultSettings, quietWeekdays };
        const sites = expiries.map((days, at) => site({ id: String(at), expiresAt: addDays(day('2026-11-02'), days) }));
        const preference = { frequency, weekday, byMail: true };
        let lastMade: Date | null = null;
        let last: DigestContent | null = null;
        const wrong: string[] = [];
        const regular: Date[] = [];
        const tellable = new Set<string>();
        const told = new Set<string>();
        for (let at = 0; at < 70; at += 1) {
          const instant = addHours(addDays(day('2026-11-02'), at), hour);
          for (const renewal of renewals.filter((one) => one.day === at)) {
            const renewedSite = sites[renewal.site];
            if (renewedSite !== undefined) renewedSite.expiresAt = addDays(instant, 90);
          }
          const waits = digestItems({ ...nothingWaiting, sites }, settings, instant);
          for (const { id, expiresAt } of sites) {
            const isSoon = expiresAt !== null && expiresAt <= addDays(instant, 30);
            if (waits.some(({ key }) => key === `site ${id}`) !== isSoon) wrong.push(`${utcDate(instant)}: Site ${id} ${isSoon ? 'is left out' : 'does not wait'}`);
          }
          const marks = waits.flatMap(({ key, effects }) => effects.map((effect) => ({ ...effect, mark: `${key} ${effect.mark}` })));
          // The sweep closes nobody before they could be told; what it closed is no longer here.
          for (const { mark, at: effectAt } of marks) if (effectAt < instant && tellable.has(mark) && !told.has(mark)) wrong.push(`${utcDate(instant)}: ${mark} was never told`);
          if (at >= pause.from && at < pause.from + pause.days) continue;
          const due = digestDue(waits, last, preference, { lastMade, settings, now: instant });
          if (isQuiet(settings, instant)) {
            if (due !== null) wrong.push(`${utcDate(instant)} is quiet`);
            continue;
          }
          for (const { mark } of marks) tellable.add(mark);
          if (due === 'early' && !marks.some(({ mark, at: effectAt }) => !told.has(mark) && effectAt < addDays(instant, 14))) wrong.push(`${utcDate(instant)}: nothing is urgent`);
          if (due === 'regular') regular.push(instant);
          if (due !== null) {
            last = toldBy(waits);
            for (const { mark } of marks) told.add(mark);
          }
          lastMade = startOfUtcDay(instant);
        }
        expect(wrong).toEqual([]);
        expect(new Set(regular.map(utcDate)).size).toBe(regular.length);
        const weekdays = Array.from({ length: 77 }, (_, at) => addDays(day('2026-10-26'), at)).filter((one) => utcWeekday(one) === weekday);
        if (frequency === 'weekly') expect(regular.length).toBeLessThanOrEqual(weekdays.length);
        for (const [index, one] of regular.entries()) {
          const before = regular[index - 1];
          // Between two regular ones lies the weekday that was chosen, or they are both moved on from it.
          if (frequency === 'weekly' && before !== undefined) expect(weekdays.some((chosen) => chosen > startOfUtcDay(before) && chosen <= one)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
