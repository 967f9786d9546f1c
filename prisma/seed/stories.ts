import type { DomainEvent } from '@/lib/domain/events';
import type { Drift } from '@/lib/domain/audience';
import { record } from '@/lib/audit/record';
import type { EvidenceKind } from '@/lib/domain/evidence';
import { runCommand } from '@/lib/gate/command';
import { inTransaction } from '@/lib/db/transaction';
import { deactivatePerson } from '@/lib/people/commands/deactivate-person';
import { settleEnforcement } from '@/lib/enforcement/commands/settle-enforcement';
import { judgeChange } from '@/lib/policies/judge-change';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { transferSite } from '@/lib/requests/commands/transfer-site';
import { withdrawRequest } from '@/lib/requests/commands/withdraw-request';
import { disableSite } from '@/lib/sites/commands/disable-site';
import { narrowSite } from '@/lib/sites/commands/narrow-site';
import { setLegalHold } from '@/lib/sites/commands/set-legal-hold';
import { evidenceFor } from './evidence';
import { act, as, revisionOf, toAudience, type DemoWorld, type Step } from './demo-world';
import { required } from './people';
import type { AudienceSpec } from './site-spec';
import { retirementSteps } from './retirements';
import { edited } from './sites';

/** What needs somebody today, and what was decided not long ago. Everything else is how the Sites came about. */
export function storySteps(world: DemoWorld): Step[] {
  const site = (slug: string) => required(world.siteIds, slug);
  const person = (key: string) => required(world.people, key).id;

  return [
    // Corrections and narrowings, so that timelines have more in them than arrivals.
    edited(world, 60, 'pipeline-radar', 'owner', { dataSourceNote: 'Reads open opportunities from Salesforce through the read-only connected app; nothing is written back. Posts to #pipeline.', reason: 'Names the channel.' }),
    edited(world, 33, 'month-end-close', 'beatrix.hoang', { purpose: 'Who has to book what until the third working day, and what is late.' }),
    edited(world, 21, 'holiday-calendar', 'elias.haugen', { description: 'Reads absences once an hour. First names only since the last review.', reason: 'Agreed in the review.' }),
    act(world, 45, narrowSite, 'beatrix.hoang', () => ({ siteId: site('month-end-close'), audience: toAudience(world, { people: ['rahul.menon'] }), reason: 'Only the two who close.' })),
    act(world, 26, narrowSite, 'reviewer', () => ({ siteId: site('phishing-drill'), audience: toAudience(world, { groups: ['Security'] }), reason: 'Leadership has the slides.' })),

    // Waiting for a reviewer, oldest first.
    asks(world, 9.1, 'customer-health-board', 'tobias.achterberg', 'workspace_all', 'Product and engineering ask for it in every planning meeting.', ['object_access_test']),
    asks(world, 4.2, 'territory-planner', 'owner', { groups: ['Sales', 'Account planning'] }, 'Account planning works on the same map this quarter.'),
    asks(world, 1.1, 'launch-calendar', 'tess.gallagher', 'workspace_all', 'Everybody asks when something launches. Nothing in it is secret inside the company.'),
    asks(world, 0.14, 'expense-explainer', 'lukas.zeman', 'workspace_all', 'It answers what everybody asks Finance, and it reads cost centres only.'),
    asks(world, 0.025, 'incident-timeline', 'keiko.arai', { groups: ['Platform on-call', 'Security'] }, 'Security joins every major incident.'),

    // Came back for changes: one of a colleague, one of the owner account.
    ...exchange(world, { slug: 'onboarding-buddy', by: 'elias.haugen', asked: 6.4, audience: 'workspace_all', reason: 'New colleagues should find it by themselves.', decided: 2.3, decision: 'ask_changes', note: 'Start dates of everybody would be open to the workspace. Leave them out, or ask for the hiring managers only.' }),
    ...exchange(world, { slug: 'discount-desk', by: 'owner', asked: 5.2, audience: { groups: ['Sales', 'Finance'] }, reason: 'Finance wants to see what was approved.', decided: 1.4, decision: 'ask_changes', note: 'The storage note still says that only sales reads it. Please bring it up to date, then ask again.' }),

    // Decided in the past.
    ...exchange(world, { slug: 'comp-band-explorer', by: 'dunja.petrovic', asked: 34, audience: 'workspace_all', reason: 'Transparency about bands.', decided: 31, decision: 'reject', note: 'Employee data for the whole workspace needs a decision of the leadership, not of a reviewer.' }),
    ...exchange(world, { slug: 'battlecards', by: 'owner', asked: 15, audience: { groups: ['Sales', 'Customer Success', 'Marketing'] }, reason: 'Marketing writes half of it.', decided: 14.2, decision: 'approve', note: 'Public material only.' }),
    ...exchange(world, { slug: 'sales-kickoff-hub', by: 'owner', asked: 10.3, audience: { groups: ['Sales', 'Customer Success'] }, reason: 'Customer Success comes to the kickoff this time, and needs the agenda and the rooms until it is over.', untilIn: 13, decided: 9.8, decision: 'approve', note: 'For the kickoff. Nothing in it is about a customer.' }),
    ...withdrawn(world),

    // Offered to the owner account.
    act(world, 0.8, transferSite, 'minh.pham', () => ({ siteId: site('event-lead-router'), to: person('owner'), reason: 'Routing rules belong to revenue operations; I only run the booths.' })),

    // Somebody left and still owns two Sites.
    act(world, 12.3, deactivatePerson, 'admin', () => ({ personId: person('jonas.feldt'), reason: 'Left the company.' })),

    // Closed, held, on the way out, gone.
    act(world, 7.4, disableSite, 'reviewer', () => ({ siteId: site('support-macro-tester'), reason: 'security_incident', note: 'The test copy of tickets could be read without signing in through a debug route. Closed while the owner removes it.' })),
    act(world, 19, disableSite, 'admin', () => ({ siteId: site('wifi-map'), reason: 'expired', note: 'Past its expiry and nobody asked for it.' })),
    act(world, 16, setLegalHold, 'admin', () => ({ siteId: site('matter-timeline'), hold: true, reason: 'Preservation notice of 4 November: nothing of this matter may be deleted.' })),
    ...retirementSteps(world),

    // What an admin has done on the platform of it; the rest still waits.
    followed(world, 9.4, ['month-end-close', 'wifi-map']),

    // What last night's feed found.
    drifts(world, 0.13, 'quota-tracker', 'wider', 'workspace_all'),
    drifts(world, 0.13, 'launch-microsite', 'wider', 'public'),
    drifts(world, 0.13, 'reference-customers', 'wider', 'custom'),
    drifts(world, 0.13, 'feature-flag-atlas', 'narrower', 'admins_only'),
  ];
}

/** Somebody asks, and shows what the policies want to see, all but `missing`. `untilIn`: for how many days from today; null: for good. */
function asks(world: DemoWorld, daysAgo: number, slug: string, by: string, audience: AudienceSpec, reason: string, missing: readonly EvidenceKind[] = [], untilIn: number | null = null): Step {
  return {
    at: world.clock.ago(daysAgo),
    run: async (now) => {
      const siteId = required(world.siteIds, slug);
      const wanted = toAudience(world, audience);
      const judgement = await judgeChange(world.db.prisma, siteId, { trigger: 'widen', audience: wanted, durationDays: untilIn === null ? null : Math.ceil(daysAgo + untilIn) }, { personId: required(world.people, by).id }, now);
      await runCommand(requestWidening, { siteId, audience: wanted, reason, evidence: evidenceFor(judgement, missing), ...(untilIn !== null && { until: world.clock.day(untilIn).toISOString() }) }, as(world, by), { db: world.db, now });
    },
  };
}

type Exchange = {
  slug: string;
  by: string;
  asked: number;
  audience: AudienceSpec;
  reason: string;
  untilIn?: number;
  decided: number;
  decision: 'approve' | 'reject' | 'ask_changes';
  note: string;
};

/** A request and the reviewer's answer to it. */
function exchange(world: DemoWorld, { slug, by, asked, audience, reason, untilIn, decided, decision, note }: Exchange): Step[] {
  return [
    asks(world, asked, slug, by, audience, reason, [], untilIn),
    onOpenRequest(world, world.clock.ago(decided), slug, ({ id, revision }, now) =>
      runCommand(decideRequest, { requestId: id, revision, decision, note }, as(world, 'reviewer'), { db: world.db, now })),
  ];
}

function withdrawn(world: DemoWorld): Step[] {
  const slug = 'vendor-register';
  return [
    asks(world, 28, slug, 'lukas.zeman', 'workspace_all', 'Everybody who buys something could look here first.'),
    onOpenRequest(world, world.clock.ago(27.6), slug, ({ id }, now) =>
      runCommand(withdrawRequest, { requestId: id, note: 'Contract prices are in it. We make a list without them first.' }, as(world, 'lukas.zeman'), { db: world.db, now })),
  ];
}

function onOpenRequest(
  world: DemoWorld,
  at: Date,
  slug: string,
  answer: (request: { id: string; revision: number }, now: Date) => Promise<unknown>,
): Step {
  return {
    at,
    run: async (now) => {
      const siteId = required(world.siteIds, slug);
      await answer(await world.db.prisma.request.findFirstOrThrow({ where: { siteId, state: 'pending' }, select: { id: true, revision: true } }), now);
    },
  };
}

/** An admin has done on the platform whatever was asked for until then, save on these Sites. */
function followed(world: DemoWorld, daysAgo: number, except: readonly string[]): Step {
  return {
    at: world.clock.ago(daysAgo),
    run: async (now) => {
      const items = await world.db.prisma.enforcement.findMany({ where: { state: 'requested', site: { slug: { notIn: [...except] } } }, select: { id: true, revision: true } });
      await runCommand(settleEnforcement, { items, outcome: 'done', note: 'Done in the platform’s admin page, with the monthly clean-up.' }, as(world, 'admin'), { db: world.db, now });
    },
  };
}

function drifts(world: DemoWorld, daysAgo: number, slug: string, drift: Drift, observed: string): Step {
  return arrives(world, daysAgo, slug, async (tx, site) => {
    const { audience, drift: found } = await tx.site.findUniqueOrThrow({ where: { id: site.id }, select: { audience: true, drift: true } });
    if (found !== drift) throw new Error(`The demo expects ${slug} to be ${drift}, but it is ${found}.`);
    return { type: 'site.drifted', data: { approved: audience, observed, drift } };
  });
}

type Arrival = (
  tx: Parameters<typeof record>[0],
  site: Awaited<ReturnType<typeof revisionOf>>,
  now: Date,
) => Promise<DomainEvent>;

function arrives(world: DemoWorld, daysAgo: number, slug: string, change: Arrival): Step {
  return {
    at: world.clock.ago(daysAgo),
    run: (now) =>
      inTransaction(world.db, async (tx) => {
        const site = await revisionOf(tx, required(world.siteIds, slug));
        const event = await change(tx, site, now);
        const subject = { id: site.id, slug: site.slug, title: site.title };
        await record(tx, [{ ...event, site: subject }], { actor: as(world, 'admin'), now });
      }),
  };
}
