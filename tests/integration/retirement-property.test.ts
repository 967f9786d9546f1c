import { addDays } from 'date-fns';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultSettings } from '@/lib/domain/settings';
import { ProblemError } from '@/lib/gate/problem';
import { beginRetirement } from '@/lib/retirements/commands/begin-retirement';
import { confirmDeletion } from '@/lib/retirements/commands/confirm-deletion';
import { settleExport } from '@/lib/retirements/commands/settle-export';
import { settleSecret } from '@/lib/retirements/commands/settle-secret';
import { stopRetirement } from '@/lib/retirements/commands/stop-retirement';
import { disableSite } from '@/lib/sites/commands/disable-site';
import { setLegalHold } from '@/lib/sites/commands/set-legal-hold';
import { advance, retiringSite, sha256, thursday } from '../support/retirements';
import { World } from '../support/world';

/*
 * A whole retirement, by the commands and the sweep, against a model in whole days that was written apart from the rules:
 * what it says may be done is done, all else is refused, and the record says the same as the model after each step.
 */
const settings = { ...defaultSettings, quietWeekdays: [] };
let world: World;
beforeAll(async () => {
  world = await World.create(3);
  await world.db.prisma.workspaceSettings.create({ data: { id: 1, value: settings, updatedAt: thursday } });
});
afterAll(() => world.close());

type Step = 'live' | 'disabled' | 'notice' | 'closed' | 'deleting' | 'retired';
class Model {
  day = 0;
  step: Step = 'live';
  closes = 0;
  deletes = 0;
  held: number | null = null;
  hold = false;
  isProved = false;
  open = new Set<'d1' | 'r2'>();
  valid = new Set<string>();
  get isRetiring() {
    return this.step === 'notice' || this.step === 'closed' || this.step === 'deleting';
  }
  get isSettled() {
    return this.open.size === 0 && this.valid.size === 0;
  }
}
type Real = { siteId: string };
const at = ({ day }: Model) => ({ now: addDays(thursday, day) });

/** Runs a command that the model expects to be done or refused. */
async function attempt(may: boolean, run: () => Promise<unknown>): Promise<void> {
  const done = await run().then(
    () => true,
    (error: unknown) => {
      if (error instanceof ProblemError && (error.kind === 'conflict' || error.kind === 'rule')) return false;
      throw error;
    },
  );
  expect(done).toBe(may);
}

async function agree(model: Model, { siteId }: Real): Promise<void> {
  const site = await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId }, include: { tombstone: true } });
  const plan = await world.db.prisma.retirement.findFirst({ where: { siteId }, orderBy: [{ beganAt: 'desc' }, { id: 'desc' }], include: { exports: true, secrets: true } });
  expect(site.state).toBe(model.isRetiring ? 'retiring' : model.step);
  expect(site.tombstone !== null).toBe(model.step === 'retired');
  if (plan === null) return;
  expect(plan.state).toBe(model.isRetiring ? model.step : model.step === 'retired' ? 'done' : 'stopped');
  if (model.isRetiring) expect([plan.deletesAt, plan.heldSince]).toEqual([addDays(thursday, model.deletes), model.held === null ? null : addDays(thursday, model.held)]);
  if (site.tombstone === null) return;
  expect(site.legalHoldAt).toBeNull();
  expect(site.tombstone.madeAt >= plan.deletesAt).toBe(true);
  expect([...plan.exports.filter(({ state }) => state === 'open'), ...plan.secrets.filter(({ revokedAt }) => revokedAt === null)]).toEqual([]);
}

type Does = (model: Model, real: Real) => Promise<void>;
/** A step of the walk; which of them may be taken is for `run` to say, so every one is tried everywhere. */
const step = (name: string, run: Does): fc.AsyncCommand<Model, Real> => ({
  check: () => true,
  run: async (model, real) => {
    await run(model, real);
    await agree(model, real);
  },
  toString: () => name,
});

function sweep(model: Model): void {
  if (model.step === 'deleting' && model.isProved && !model.hold) model.step = 'retired';
  if (model.step === 'notice' && model.held === null && model.closes <= model.day) {
    model.step = 'closed';
    model.deletes = Math.max(model.deletes, model.day + 30);
  }
  if (model.step === 'closed' && model.held === null && model.deletes <= model.day && model.isSettled) model.step = 'deleting';
}

const steps: fc.Arbitrary<fc.AsyncCommand<Model, Real>>[] = [
  fc.constantFrom(1, 7, 14, 30, 45).map((days) => step(`wait ${days} days`, (model) => Promise.resolve(void (model.day += days)))),
  fc.constant(step('sweep', async (model) => {
    await advance(world, at(model).now, { settings });
    sweep(model);
  })),
  fc.constant(step('begin', async (model, { siteId }) => {
    const from = model.step;
    await attempt(from === 'live' || from === 'disabled', () => world.run(beginRetirement, { siteId, reason: 'r' }, 'olga', at(model)));
    if (from !== 'live' && from !== 'disabled') return;
    model.step = from === 'live' ? 'notice' : 'closed';
    model.closes = model.day + (from === 'live' ? 14 : 0);
    model.deletes = model.closes + 30;
    model.held = model.hold ? model.day : null;
    model.isProved = false;
    model.open = new Set(['d1', 'r2']);
    model.valid = new Set(['CRM_TOKEN']);
    beganFrom.set(siteId, from);
  })),
  fc.constant(step('stop', async (model, { siteId }) => {
    const may = model.step === 'notice' || model.step === 'closed';
    await attempt(may, () => world.run(stopRetirement, { siteId, reason: 'r' }, 'olga', at(model)));
    if (may) model.step = beganFrom.get(siteId) ?? 'live';
  })),
  fc.constant(step('disable', async (model, { siteId }) => {
    const may = model.step === 'live' || ((model.step === 'notice' || model.step === 'closed') && beganFrom.get(siteId) === 'live');
    await attempt(may || model.step === 'deleting', () => disableAs(model, siteId));
    if (may) model.step = 'disabled';
  })),
  fc.boolean().map((hold) => step(hold ? 'hold' : 'lift', async (model, { siteId }) => {
    const may = model.step !== 'retired' && model.hold !== hold;
    await attempt(may, () => world.run(setLegalHold, { siteId, hold, reason: 'r' }, 'ada', at(model)));
    if (!may) return;
    model.hold = hold;
    if (!model.isRetiring) return;
    if (hold) {
      model.held = model.day;
      if (model.step === 'deleting') model.step = 'closed';
      model.isProved = false;
    } else if (model.held !== null) {
      if (model.step === 'notice') model.closes += model.day - model.held;
      model.deletes += model.day - model.held;
      model.held = null;
    }
  })),
  fc.record({ kind: fc.constantFrom('d1' as const, 'r2' as const), isExport: fc.boolean() }).map(({ kind, isExport }) => step(`${isExport ? 'export' : 'waive'} ${kind}`, async (model, { siteId }) => {
    const may = model.step === 'closed' || (model.step === 'notice' && !isExport);
    const decision = isExport ? { outcome: 'exported' as const, location: 'archive', checksum: sha256 } : { outcome: 'waived' as const, reason: 'Nobody ever wrote anything into it.' };
    await attempt(may, () => world.run(settleExport, { siteId, kind, decision }, 'olga', at(model)));
    if (may) model.open.delete(kind);
  })),
  fc.record({ key: fc.constantFrom('CRM_TOKEN', 'OTHER'), isRevoked: fc.boolean() }).map(({ key, isRevoked }) => step(`${isRevoked ? 'revoke' : 'list'} ${key}`, async (model, { siteId }) => {
    const may = model.step === 'closed' || model.step === 'notice';
    await attempt(may, () => world.run(settleSecret, { siteId, key, isRevoked, note: 'n' }, 'olga', at(model)));
    if (!may) return;
    if (isRevoked) model.valid.delete(key);
    else model.valid.add(key);
  })),
  fc.constant(step('the feed shows it gone', async (model, { siteId }) => {
    const { count } = await world.db.prisma.enforcement.updateMany({ where: { siteId, aspect: 'existence', state: 'requested' }, data: { state: 'confirmed', proof: 'feed', settledAt: at(model).now } });
    if (count > 0) model.isProved = true;
  })),
  fc.constantFrom('exact', 'wrong').map((slug) => step(`confirm with the ${slug} slug`, async (model, { siteId }) => {
    const may = model.step === 'deleting' && slug === 'exact';
    await attempt(may, () => world.run(confirmDeletion, { siteId, slug: slug === 'exact' ? `site-${siteId}` : 'site', note: 'n' }, 'ada', at(model)));
    if (may) model.step = 'retired';
  })),
];
/** What leads further, several steps at a time, or hardly a walk would reach the end. */
const strides: typeof steps = [
  fc.constant(step('settle all', async (model, { siteId }) => {
    const may = model.step === 'closed';
    const mayRevoke = may || model.step === 'notice';
    for (const kind of ['d1', 'r2'] as const) {
      await attempt(may, () => world.run(settleExport, { siteId, kind, decision: { outcome: 'exported', location: 'archive', checksum: sha256 } }, 'olga', at(model)));
    }
    for (const key of ['CRM_TOKEN', 'OTHER']) await attempt(mayRevoke, () => world.run(settleSecret, { siteId, key, isRevoked: true, note: 'n' }, 'olga', at(model)));
    if (may) model.open.clear();
    if (mayRevoke) model.valid.clear();
  })),
  fc.constant(step('wait 45 days and sweep', async (model) => {
    model.day += 45;
    await advance(world, at(model).now, { settings });
    sweep(model);
  })),
];
const walk = [...steps, ...strides, ...strides];
const beganFrom = new Map<string, 'live' | 'disabled'>();

/** Once the deletion was asked for, the database itself keeps the Site from being disabled out of it. */
async function disableAs(model: Model, siteId: string): Promise<void> {
  const attempted = world.run(disableSite, { siteId, reason: 'project_completed' }, 'olga', at(model));
  if (model.step === 'deleting') await expect(attempted).rejects.toThrow(/retirement of site|disabled before/);
  else await attempted;
}

/** From wherever a walk has led, people who want it can bring the Site to its end. */
async function toTheEnd(model: Model, real: Real): Promise<void> {
  const { siteId } = real;
  if (model.step === 'retired') return;
  if (model.hold) await world.run(setLegalHold, { siteId, hold: false, reason: 'r' }, 'ada', at(model));
  if (!model.isRetiring) await world.run(beginRetirement, { siteId, reason: 'r' }, 'olga', at(model));
  const later = async (days: number): Promise<void> => {
    model.day += days;
    await advance(world, at(model).now, { settings });
  };
  // A hold may have put it off by as long as the whole walk took.
  await later(2000);
  const plan = await world.db.prisma.retirement.findFirst({ where: { siteId, endedAt: null }, include: { exports: true, secrets: true } });
  if (plan?.state === 'closed') {
    for (const { kind } of plan.exports) await world.run(settleExport, { siteId, kind, decision: { outcome: 'exported', location: 'archive', checksum: sha256 } }, 'olga', at(model));
    for (const { key } of plan.secrets) await world.run(settleSecret, { siteId, key, isRevoked: true, note: 'n' }, 'olga', at(model));
    await later(2000);
  }
  if (!(await world.db.prisma.tombstone.findUnique({ where: { siteId } }))) await world.run(confirmDeletion, { siteId, slug: `site-${siteId}`, note: 'n' }, 'ada', at(model));
  Object.assign(model, { step: 'retired', hold: false });
  await agree(model, real);
}

it('a retirement goes as the model says, whatever is tried in which order, and comes to its end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(walk, { maxCommands: 40, size: '+1' }), async (commands) => {
      const model = new Model();
      const real = { siteId: await retiringSite(world, { expiresAt: new Date('2060-01-01T00:00:00Z') }) };
      await fc.asyncModelRun(() => ({ model, real }), commands);
      await toTheEnd(model, real);
    }),
    { numRuns: 15, seed: 20261121, endOnFailure: true },
  );
}, 120_000);
