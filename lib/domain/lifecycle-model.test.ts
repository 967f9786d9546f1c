import { addDays } from 'date-fns';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ann, bob, noon, siteFacts } from '@/tests/support/facts';
import { assignOwner } from './assign-owner';
import { handOver, quarantine, release } from './departure';
import { keep } from './keep-site';
import { lifecycleRefusal, type SiteAction } from './lifecycle';
import { lifecycleOutcome } from './lifecycle-outcome';
import { isRefusal } from './refusal';
import { advanceRetirement, beginRetirement, endRetirement, stopRetirement, type RetirementPlan } from './retirement';
import { defaultSettings, isQuiet } from './settings';
import type { SiteFacts, SiteState } from './site';
import { disable, enable, holdLegally, renew, review, type SitePatch } from './site-decisions';
import { actionDue, type LifecycleFacts } from './sweep';

/*
 * A Site as the world may treat it: people act, time passes, sweeps come by. The model knows only which state may follow
 * which, and what must never be; everything else is left to the rules.
 */
const settings = defaultSettings;

const following: Record<SiteState, readonly SiteState[]> = {
  draft: ['draft', 'disabled', 'retiring'],
  live: ['live', 'disabled', 'retiring'],
  disabled: ['disabled', 'draft', 'live', 'retiring'],
  retiring: ['retiring', 'draft', 'live', 'disabled', 'retired'],
  retired: ['retired'],
};

type World = { site: SiteFacts; plan: RetirementPlan | null; now: Date };

function patched(site: SiteFacts, { audience, ownerId, successorId, ...patch }: SitePatch): SiteFacts {
  const people = [ann, bob];
  const find = (id: string | null | undefined) => people.find((person) => person.id === id) ?? null;
  return {
    ...site,
    ...(patch as Partial<SiteFacts>),
    ...(audience === undefined ? {} : { audience: { mode: audience.mode, people: [], groups: [] } }),
    ...(ownerId === undefined ? {} : { owner: find(ownerId) }),
    ...(successorId === undefined ? {} : { successor: find(successorId) }),
    revision: site.revision + 1,
  };
}

function lifecycleFacts({ site }: World): LifecycleFacts {
  return {
    state: site.state, classification: site.classification, audience: site.audience.mode, expiresAt: site.expiresAt, reviewDueAt: site.reviewDueAt,
    lastVisitedAt: site.lastVisitedAt, keptAt: site.keptAt, disabledAt: site.disabled?.at ?? null, disabledReason: site.disabled?.reason ?? null,
    onLegalHold: site.legalHold !== null, inactivity: null,
  };
}

/** What somebody may try: an action of the table, and what it comes to. */
const tries: Partial<Record<SiteAction, (world: World) => object | null>> = {
  renew: ({ site, now }) => renew({ site, settings }, { expiresAt: addDays(now, 80), reason: 'r' }, now),
  review: ({ site, now }) => review({ site, settings }, {}, now),
  disable: ({ site, now }) => disable({ site }, { reason: 'project_completed' }, now),
  enable: ({ site, now }) => enable({ site }, {}, now),
  set_legal_hold: ({ site, now }) => holdLegally({ site }, { hold: site.legalHold === null, reason: 'r' }, now),
  keep: ({ site, now }) => keep({ site }, {}, now),
  assign_owner: ({ site }) => assignOwner({ site, owner: site.owner?.id === bob.id ? ann : bob }, {}),
  hand_over: ({ site }) => handOver({ site, to: site.owner?.id === bob.id ? ann : bob }, { why: 'manager' }),
  quarantine: ({ site, now }) => quarantine({ site }, { reason: 'owner_departed' }, now),
  release: ({ site }) => release({ site, owner: site.owner ?? ann }, {}),
  begin_retirement: ({ site, now }) => beginRetirement({ site, settings }, { reason: 'r' }, now),
  stop_retirement: ({ site, plan, now }) => (plan === null ? null : stopRetirement({ site, plan }, { reason: 'r' }, now)),
};
const actions = Object.keys(tries) as (keyof typeof tries)[];

const stateOf = ({ site }: World): SiteState => site.state;

function take(world: World, outcome: object | null): void {
  if (outcome === null || isRefusal(outcome)) return;
  const { patch = {}, plan, retirement } = outcome as { patch?: SitePatch; plan?: Partial<RetirementPlan>; retirement?: Omit<RetirementPlan, 'exports' | 'secrets'> };
  world.site = patched(world.site, patch);
  if (retirement !== undefined) world.plan = { ...retirement, exports: [], secrets: [] };
  else if (plan !== undefined && world.plan !== null) world.plan = { ...world.plan, ...plan };
}

/** A sweep: what silence does, then the retirement as far as it goes. */
function sweep(world: World): void {
  const action = actionDue(lifecycleFacts(world), settings, world.now);
  if (action !== null) take(world, action.do === 'retire' ? beginRetirement({ site: world.site, settings }, { reason: action.note }, world.now) : lifecycleOutcome(world.site, action, world.now));
  if (world.site.state !== 'retiring' || world.plan === null) return;
  take(world, advanceRetirement({ site: world.site, settings, plan: world.plan }, world.now));
}

const step = fc.oneof(
  fc.record({ act: fc.constantFrom(...actions) }),
  fc.record({ days: fc.integer({ min: 1, max: 120 }) }),
  fc.constant({ deleted: true as const }),
);

it('goes only where the table leads, closes what silence has ended, and deletes nothing early or under a hold', () => {
  let retired = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const world: World = { site: siteFacts({ audience: { mode: 'workspace_all', people: [], groups: [] } }), plan: null, now: noon };
      for (const each of steps) {
        const before = world.site;
        if ('act' in each) {
          const outcome = tries[each.act]?.(world) ?? null;
          const forbidden = lifecycleRefusal(before.state, each.act);
          if (forbidden !== null && outcome !== null) expect(isRefusal(outcome) && outcome.reason).toBe(forbidden);
          take(world, outcome);
        } else if ('days' in each) {
          world.now = addDays(world.now, each.days);
          sweep(world);
          const { state, expiresAt, classification } = world.site;
          const isOverdue = (state === 'live' || state === 'draft') && expiresAt !== null && addDays(expiresAt, settings.graceDays[classification]) <= world.now;
          if (!isQuiet(settings, world.now)) expect(isOverdue, 'open past expiry and grace').toBe(false);
        } else if (world.plan !== null && world.site.state === 'retiring') {
          const ending = endRetirement({ site: world.site, plan: world.plan }, { proof: 'feed' }, world.now);
          take(world, ending);
          if (stateOf(world) === 'retired') {
            retired += 1;
            expect(before.legalHold, 'retired under a hold').toBeNull();
            expect(world.now >= world.plan.deletesAt, 'deleted early').toBe(true);
            expect(addDays(world.plan.closedAt ?? world.now, 30) <= world.now, 'without thirty days to come back').toBe(true);
          }
        }
        expect(following[before.state], `${before.state} to ${world.site.state}`).toContain(world.site.state);
        expect(world.site.state === 'disabled' ? world.site.disabled : true, 'disabled without a reason').not.toBeNull();
      }
    }),
    { numRuns: 2_000 },
  );
  expect(retired, 'walks that came to the end').toBeGreaterThan(5);
});
