import { addDays } from 'date-fns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { record } from '@/lib/audit/record';
import { inTransaction } from '@/lib/db/transaction';
import { isRefusal } from '@/lib/domain/refusal';
import { beginRetirement as decideBeginning } from '@/lib/domain/retirement';
import { defaultSettings } from '@/lib/domain/settings';
import { systemActor } from '@/lib/gate/actor';
import { beginRetirement } from '@/lib/retirements/commands/begin-retirement';
import { confirmDeletion } from '@/lib/retirements/commands/confirm-deletion';
import { settleExport } from '@/lib/retirements/commands/settle-export';
import { settleSecret } from '@/lib/retirements/commands/settle-secret';
import { stopRetirement } from '@/lib/retirements/commands/stop-retirement';
import { getRetirement } from '@/lib/retirements/get-retirement';
import { getSiteNotice } from '@/lib/retirements/get-site-notice';
import { getTombstone } from '@/lib/retirements/get-tombstone';
import { listRetirements } from '@/lib/retirements/list-retirements';
import { redactTombstones } from '@/lib/retirements/redact-tombstones';
import { savePlans } from '@/lib/retirements/save-plans';
import { assignOwner } from '@/lib/sites/commands/assign-owner';
import { disableSite } from '@/lib/sites/commands/disable-site';
import { editSite } from '@/lib/sites/commands/edit-site';
import { enableSite } from '@/lib/sites/commands/enable-site';
import { setLegalHold } from '@/lib/sites/commands/set-legal-hold';
import { getSite } from '@/lib/sites/get-site';
import { lockSite } from '@/lib/sites/load-site';
import { updateSites } from '@/lib/sites/write';
import { advance, retiringSite, sha256, thursday as now } from '../support/retirements';
import { problemOf, World, type Name } from '../support/world';

let world: World;
let siteId: string;
beforeAll(async () => {
  world = await World.create(5);
});
afterAll(() => world.close());

const everybody: Name[] = ['ada', 'rita', 'aude', 'olga', 'hal', 'mia'];
const at = (days: number) => ({ now: addDays(now, days) });
const stored = () => world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } });
const plan = () => world.db.prisma.retirement.findFirstOrThrow({ where: { siteId }, orderBy: { beganAt: 'desc' } });
const slug = () => `site-${siteId}`;
const begin = (by: Name = 'olga', days = 0) => world.run(beginRetirement, { siteId, reason: 'Its work is done.', graduatedInto: 'https://crm.example.com' }, by, at(days));
const exportD1 = { kind: 'd1', decision: { outcome: 'exported', location: 's3://archive/crm.sql', checksum: sha256 } } as const;
const waiveR2 = { kind: 'r2', decision: { outcome: 'waived', reason: 'Only thumbnails of public pictures.' } } as const;
const revoke = { key: 'CRM_TOKEN', isRevoked: true, powered: 'CRM', note: 'Gone from the CRM’s page of tokens.' } as const;

/** Everything that stands between a closed Site and its deletion. */
async function settleAll(by: Name = 'olga', days = 20): Promise<void> {
  await world.run(settleExport, { siteId, ...exportD1 }, by, at(days));
  await world.run(settleExport, { siteId, ...waiveR2 }, by, at(days));
  await world.run(settleSecret, { siteId, ...revoke }, by, at(days));
}

/** To a Site whose deletion has been asked for, 60 days on. */
async function askForDeletion(): Promise<void> {
  await begin();
  await advance(world, addDays(now, 15));
  await settleAll();
  await advance(world, addDays(now, 60));
  expect((await plan()).state).toBe('deleting');
}

beforeEach(async () => {
  siteId = await retiringSite(world);
});

describe('who may', () => {
  const attempts: { name: string; may: Name[]; event: string; prepare: () => Promise<unknown>; run: (by: Name) => Promise<unknown> }[] = [
    { name: 'beginRetirement', may: ['ada', 'olga'], event: 'site.retirement_begun', prepare: () => Promise.resolve(), run: (by) => begin(by) },
    { name: 'stopRetirement', may: ['ada', 'olga'], event: 'site.retirement_stopped', prepare: () => begin(), run: (by) => world.run(stopRetirement, { siteId, reason: 'Needed.' }, by, at(1)) },
    { name: 'settleExport', may: ['ada', 'olga'], event: 'site.export_decided', prepare: () => begin(), run: (by) => world.run(settleExport, { siteId, ...waiveR2 }, by, at(1)) },
    { name: 'settleSecret', may: ['ada', 'olga'], event: 'site.secret_revoked', prepare: () => begin(), run: (by) => world.run(settleSecret, { siteId, ...revoke }, by, at(1)) },
    { name: 'confirmDeletion', may: ['ada'], event: 'site.retired', prepare: askForDeletion, run: (by) => world.run(confirmDeletion, { siteId, slug: slug(), note: 'Deleted in the admin page.' }, by, at(61)) },
  ];

  it.each(attempts.flatMap((attempt) => everybody.map((by) => [attempt.name, by, attempt] as const)))('%s by %s: done with its event, or forbidden and nothing happens', async (_name, by, { may, event, prepare, run }) => {
    await prepare();
    const before = await stored();
    const seq = (await world.db.prisma.auditEvent.findFirst({ where: { siteId }, orderBy: { seq: 'desc' } }))?.seq ?? 0n;
    if (may.includes(by)) {
      await run(by);
      expect(await world.db.prisma.auditEvent.findFirst({ where: { siteId }, orderBy: { seq: 'desc' } })).toMatchObject({ type: event, actorId: world.id(by) });
      return;
    }
    const problem = await problemOf(run(by));
    // Hal could open the Site while it was live; on its way out it isn't there for him.
    const hidden = by === 'mia' || (by === 'hal' && before.state === 'retiring');
    expect(problem.kind).toBe(hidden ? 'not-found' : 'forbidden');
    expect(await stored()).toEqual(before);
    expect(await world.db.prisma.auditEvent.count({ where: { siteId, seq: { gt: seq } } })).toBe(0);
  });

  it('sees the plan: who answers for the Site and who governs, nobody else', async () => {
    await begin();
    for (const by of ['ada', 'rita', 'aude', 'olga'] as const) expect(await world.read(getRetirement, { siteId }, by)).toMatchObject({ state: 'notice' });
    for (const by of ['hal', 'mia'] as const) {
      expect(await problemOf(world.read(getRetirement, { siteId }, by))).toMatchObject({ kind: 'not-found' });
      expect((await world.read(listRetirements, {}, by)).items).toEqual([]);
    }
    expect((await world.read(listRetirements, { limit: 200 }, 'olga')).items.map(({ site }) => site.id)).toContain(siteId);
  });

  it('says that a Site is deleted: no machine', async () => {
    await askForDeletion();
    const system = systemActor('Lifecycle', { via: 'job', correlationId: 'test' });
    expect(await problemOf(world.run(confirmDeletion, { siteId, slug: slug(), note: 'n' }, system, at(61)))).toMatchObject({ kind: 'forbidden' });
  });
});

describe('the beginning', () => {
  it('lists the data and the secrets that the Site has, and tells those who use it once', async () => {
    const view = await begin();
    expect(view).toMatchObject({
      state: 'notice', beganFrom: 'live', replacement: { text: 'https://crm.example.com', href: 'https://crm.example.com' },
      exports: [{ kind: 'd1', state: 'open' }, { kind: 'r2', state: 'open' }],
      secrets: [{ key: 'CRM_TOKEN', revokedAt: null }], textToPost: null,
    });
    expect(view.obstacles).toHaveLength(3);
    const told = await world.db.prisma.notification.findMany({ where: { occasion: `retirement ${view.id}` }, include: { person: true } });
    expect(told.map(({ person, kind }) => [person.name, kind])).toEqual([['Hal', 'retirement_notice']]);
    expect(JSON.stringify(told[0]?.content)).toContain('Its work is done.');
  });

  it('writes to nobody where the whole workspace could open it, and gives the owner a text', async () => {
    siteId = await retiringSite(world, { audience: { mode: 'workspace_all' } });
    const view = await begin('ada');
    expect(view.textToPost).toContain('Instead of it: https://crm.example.com');
    const told = await world.db.prisma.notification.findMany({ where: { occasion: `retirement ${view.id}` }, include: { person: true } });
    expect(told.map(({ person }) => person.name)).toEqual(['Olga']);
  });

  it('names a Site that replaces it by its slug, if whoever asks can see it', async () => {
    const product = await world.site({ title: 'The product' });
    const graduatedInto = `site-${product}`;
    expect(await world.run(beginRetirement, { siteId, reason: 'r', graduatedInto }, 'olga', at(0))).toMatchObject({ replacement: { text: 'The product', href: `/sites/${graduatedInto}` } });
    siteId = await retiringSite(world, { ownerId: world.id('mia') });
    expect(await world.run(beginRetirement, { siteId, reason: 'r', graduatedInto }, 'mia', at(0))).toMatchObject({ replacement: { text: graduatedInto, href: null } });
  });

  it('of another feature runs in that feature’s transaction and is refused where the state forbids it', async () => {
    const actor = systemActor('Lifecycle', { via: 'job', correlationId: 'test' });
    const attempt = () =>
      inTransaction(world.db, async (tx) => {
        const loaded = await lockSite(tx, siteId, actor);
        if (loaded === null) throw new Error('no Site');
        const begun = decideBeginning(loaded, { reason: 'Disabled for too long.' }, now);
        if (isRefusal(begun)) return begun;
        await updateSites(tx, [{ base: loaded.site, patch: begun.patch }], { actor, now });
        const [retirementId] = await savePlans(tx, [{ ...loaded, ...begun }], { actor, now });
        await record(tx, begun.events, { actor, now });
        return { retirementId };
      });
    expect(await attempt()).toHaveProperty('retirementId');
    expect(await attempt()).toMatchObject({ refused: true, code: 'conflict' });
    expect(await world.db.prisma.retirement.count({ where: { siteId } })).toBe(1);
  });
});

describe('coming back', () => {
  it('opens the Site on the platform again when it had been closed', async () => {
    await begin();
    await advance(world, addDays(now, 15));
    await world.run(stopRetirement, { siteId, reason: 'Needed.' }, 'olga', at(40));
    expect(await stored()).toMatchObject({ state: 'live', disabledAt: null });
    expect(await plan()).toMatchObject({ state: 'stopped', endedAt: addDays(now, 40) });
    const demands = await world.db.prisma.enforcement.findMany({ where: { siteId, aspect: 'availability' }, orderBy: { requestedAt: 'asc' } });
    expect(demands.map(({ state, wanted }) => [state, (wanted as { open: boolean }).open])).toEqual([['superseded', false], ['requested', true]]);
    expect(await begin('olga', 41)).toMatchObject({ state: 'notice' });
  });

  it('is refused once the deletion was asked for, until a legal hold takes that back', async () => {
    await askForDeletion();
    expect(await problemOf(world.run(stopRetirement, { siteId, reason: 'r' }, 'olga', at(61)))).toMatchObject({ kind: 'conflict' });
    await world.run(setLegalHold, { siteId, hold: true, reason: 'Case 7' }, 'ada', at(61));
    expect(await plan()).toMatchObject({ state: 'closed', heldSince: addDays(now, 61) });
    expect(await world.db.prisma.enforcement.findMany({ where: { siteId, aspect: 'existence' } })).toMatchObject([{ state: 'superseded' }]);
    expect(await problemOf(world.run(confirmDeletion, { siteId, slug: slug(), note: 'n' }, 'ada', at(62)))).toMatchObject({ kind: 'conflict' });
    const { deletesAt } = await plan();
    await world.run(setLegalHold, { siteId, hold: false, reason: 'Settled' }, 'ada', at(71));
    expect(await plan()).toMatchObject({ state: 'closed', heldSince: null, deletesAt: addDays(deletesAt, 10) });
  });

  it('by being disabled stops the plan, and never lightens why the Site was closed before', async () => {
    await begin();
    await world.run(disableSite, { siteId, reason: 'security_incident' }, 'rita', at(1));
    expect(await plan()).toMatchObject({ state: 'stopped' });
    await begin('olga', 2);
    expect(await problemOf(world.run(disableSite, { siteId, reason: 'project_completed' }, 'olga', at(3)))).toMatchObject({ kind: 'conflict' });
    await world.run(stopRetirement, { siteId, reason: 'r' }, 'olga', at(3));
    expect(await stored()).toMatchObject({ state: 'disabled', disabledReason: 'security_incident' });
    expect(await problemOf(world.run(enableSite, { siteId }, 'olga', at(3)))).toMatchObject({ kind: 'forbidden' });
  });
});

describe('the deletion', () => {
  it('leaves a tombstone that no later change touches', async () => {
    await askForDeletion();
    expect(await problemOf(world.run(confirmDeletion, { siteId, slug: 'site', note: 'n' }, 'ada', at(61)))).toMatchObject({ kind: 'rule', errors: [{ path: 'slug' }] });
    await world.run(confirmDeletion, { siteId, slug: slug(), note: 'Deleted in the admin page.' }, 'ada', at(61));
    expect(await stored()).toMatchObject({ state: 'retired', retiredAt: addDays(now, 61) });
    expect(await world.db.prisma.enforcement.findFirst({ where: { siteId, aspect: 'existence' } })).toMatchObject({ state: 'confirmed', proof: 'person', settledById: world.id('ada') });
    const tombstone = await world.read(getTombstone, { siteId }, 'olga');
    expect(tombstone.record).toMatchObject({
      title: 'CRM Notes',
      owners: [{ name: 'Olga', email: 'olga@example.com', role: 'owner', until: null }],
      audience: { mode: 'custom', people: [{ name: 'Hal' }], reach: 2 },
      exports: [{ kind: 'd1', state: 'exported', location: 's3://archive/crm.sql', checksum: `sha256:${sha256}`, by: { name: 'Olga', role: 'owner' } }, { kind: 'r2', state: 'waived' }],
      secrets: [{ key: 'CRM_TOKEN', powered: 'CRM', by: { name: 'Olga', role: 'owner' } }],
      retirement: { reason: 'Its work is done.', proof: 'person', note: 'Deleted in the admin page.' },
      replacedBy: { text: 'https://crm.example.com', slug: null },
    });
    expect(tombstone.record.decisions.map(({ what }) => what)).toContain('began the retirement');
    expect(await problemOf(world.run(editSite, { siteId, title: 'Other' }, 'ada', at(62)))).toMatchObject({ kind: 'conflict' });
    await world.db.prisma.person.update({ where: { id: world.id('olga') }, data: { name: 'Olga Renamed' } });
    await world.db.prisma.dataSource.updateMany({ data: { name: 'CRM of today' }, where: { key: 'crm' } });
    expect(await world.read(getTombstone, { siteId }, 'olga')).toEqual(tombstone);
    await world.db.prisma.person.update({ where: { id: world.id('olga') }, data: { name: 'Olga' } });
    await world.db.prisma.dataSource.updateMany({ data: { name: 'CRM' }, where: { key: 'crm' } });
    for (const by of ['hal', 'mia'] as const) expect(await problemOf(world.read(getTombstone, { siteId }, by))).toMatchObject({ kind: 'not-found' });
  });

  it('names its owners one after the other, the last as they are', async () => {
    await world.run(assignOwner, { siteId, owner: world.id('mia'), reason: 'Moved.' }, 'ada', at(0));
    await begin('ada');
    await advance(world, addDays(now, 15));
    await settleAll('mia');
    await advance(world, addDays(now, 60));
    await world.run(confirmDeletion, { siteId, slug: slug(), note: 'Gone.' }, 'ada', at(61));
    const { owners } = (await world.read(getTombstone, { siteId }, 'ada')).record;
    expect(owners).toMatchObject([{ name: 'Olga', role: 'former owner', until: now.toISOString() }, { name: 'Mia', email: 'mia@example.com', role: 'owner', until: null }]);
  });

  it('takes the names out when the settings say so, once, and leaves the rest', async () => {
    await askForDeletion();
    await world.run(confirmDeletion, { siteId, slug: slug(), note: 'Gone.' }, 'ada', at(61));
    const actor = systemActor('Lifecycle', { via: 'job', correlationId: 'test' });
    const redact = (days: number, tombstoneNamesDays: number | null) =>
      inTransaction(world.db, async (tx) => {
        const result = await redactTombstones(tx, { now: addDays(now, days), settings: { ...defaultSettings, tombstoneNamesDays }, actor }, null, 100);
        await record(tx, result.events, { actor, now: addDays(now, days) });
        return result.events.filter(({ site }) => site?.id === siteId).length;
      });
    const before = await world.read(getTombstone, { siteId }, 'ada');
    expect([await redact(2000, null), await redact(61 + 364, 365), await redact(61 + 365, 365), await redact(61 + 366, 365)]).toEqual([0, 0, 1, 0]);
    const after = await world.read(getTombstone, { siteId }, 'ada');
    expect(JSON.stringify(after.record)).not.toMatch(/Olga|Ada|Hal|@example/);
    expect(after.record).toMatchObject({ exports: [{ location: 's3://archive/crm.sql', by: { name: null, role: 'owner' } }, {}], retirement: before.record.retirement });
    expect(after.redactedAt).not.toBeNull();
    expect(await world.db.prisma.retirementExport.findMany({ where: { retirement: { siteId } } })).toMatchObject([{ decidedBy: 'owner' }, { decidedBy: 'owner' }]);
  });
});

describe('what visitors see', () => {
  const notice = (by: Name) => world.read(getSiteNotice, { siteId }, by);

  it('is the words for those who could open it, and nothing for all others', async () => {
    await begin();
    expect(await notice('hal')).toMatchObject({ headline: 'CRM Notes is going to close', ask: { name: 'Olga' }, replacement: { href: 'https://crm.example.com' } });
    expect(await problemOf(notice('mia'))).toMatchObject({ kind: 'not-found' });
    // The Site itself stays as hidden as it was.
    expect(await problemOf(world.read(getSite, { siteId }, 'hal'))).toMatchObject({ kind: 'not-found' });
    await advance(world, addDays(now, 15));
    expect(await notice('hal')).toMatchObject({ headline: 'CRM Notes is closed', closesAt: null });
  });

  it('is nothing of an open Site, nor of one that never was open', async () => {
    expect(await problemOf(notice('hal'))).toMatchObject({ kind: 'not-found' });
    siteId = await retiringSite(world, { state: 'draft', expiresAt: null });
    await begin();
    expect(await problemOf(notice('hal'))).toMatchObject({ kind: 'not-found' });
  });

  it('tells nothing about a security reason', async () => {
    await world.run(disableSite, { siteId, reason: 'security_incident', note: 'A leak of tokens.' }, 'rita', at(1));
    expect(JSON.stringify(await notice('hal'))).not.toMatch(/leak|secur|incident/i);
  });
});
