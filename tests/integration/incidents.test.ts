import { addHours } from 'date-fns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settleEnforcement } from '@/lib/enforcement/commands/settle-enforcement';
import { acknowledgeIncident } from '@/lib/incidents/commands/acknowledge-incident';
import { countIncidents, listIncidents } from '@/lib/incidents/list-incidents';
import { runTelling } from '@/lib/incidents/run-telling';
import { disableSite } from '@/lib/sites/commands/disable-site';
import { enableSite } from '@/lib/sites/commands/enable-site';
import { demandsOn, newProjectId, report, shown } from '../support/platform-feed';
import { sweepAt, widen } from '../support/widenings';
import { now, problemOf, World, type Name } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create(4);
});
afterAll(() => world.close());

const hour = (hours: number): Date => addHours(now, hours);
async function site(mode: 'admins_only' | 'custom' = 'admins_only'): Promise<{ siteId: string; projectId: string }> {
  const projectId = newProjectId();
  return { projectId, siteId: await world.site({ projectId, audience: mode === 'custom' ? { mode, people: [world.id('hal')] } : { mode } }) };
}
const incidents = (siteId: string) => world.db.prisma.driftIncident.findMany({ where: { siteId }, orderBy: { openedAt: 'asc' } });
const listed = async (siteId: string) => (await world.read(listIncidents, { site: siteId }, 'rita')).items;
const alerts = async (name: Name) => (await world.db.prisma.notification.findMany({ where: { personId: world.id(name), occasion: { startsWith: 'incident' } }, orderBy: { createdAt: 'asc' } })).map(({ title }) => title);
const eventsOf = async (siteId: string) => (await world.db.prisma.auditEvent.findMany({ where: { siteId, type: { startsWith: 'incident.' } }, orderBy: { seq: 'asc' } })).map(({ type }) => type);

describe('a report that shows a Site wider than approved', () => {
  it('opens an incident, tells those who govern, and asks the platform for what was approved', async () => {
    const { siteId, projectId } = await site('custom');
    await report(world, { sites: [shown({ projectId, mode: 'custom', users: ['hal@example.com', 'eve@elsewhere.example'], revision: 1 })] });
    expect(await listed(siteId)).toMatchObject([{ drift: 'wider', observedMode: 'custom', observedRevision: 1, beyond: { people: ['eve@elsewhere.example'] }, openedAt: now.toISOString(), closedAt: null, tasks: [] }]);
    expect(await sweepAt(world, now)).toEqual({ incidents_told: 1 });
    for (const name of ['ada', 'abe', 'rita', 'rob'] as const) expect(await alerts(name)).toEqual(['CRM Notes lets in others than were approved']);
    for (const name of ['olga', 'aude', 'hal'] as const) expect(await alerts(name)).toEqual([]);
    expect(await demandsOn(world, siteId)).toMatchObject({ access: { state: 'requested', wanted: { mode: 'custom', people: [{ email: 'hal@example.com' }] } } });
    expect((await listed(siteId))[0]?.tasks).toMatchObject([{ aspect: 'access', wish: 'Let in: 1 named person' }]);
    // Told once, however often.
    await runTelling(world.db);
    expect(await sweepAt(world, hour(1))).toEqual({});
    expect(await alerts('ada')).toHaveLength(1);

    await report(world, { sites: [shown({ projectId, mode: 'custom', users: ['hal@example.com'], revision: 2 })] }, hour(2));
    expect(await incidents(siteId)).toMatchObject([{ ending: 'resolved', closedAt: hour(2) }]);
    await runTelling(world.db);
    expect(await eventsOf(siteId)).toEqual(['incident.opened', 'incident.closed']);
    expect(await demandsOn(world, siteId)).toMatchObject({ access: { state: 'confirmed', proof: 'feed' } });
  });

  it('keeps nobody waiting who opens another, and asks for one job to tell of all', async () => {
    const [first, second] = [await site(), await site()];
    const opened = `UPDATE site SET drift = 'wider', observed_mode = 'workspace_all', observed_at = now(), revision = revision + 1 WHERE id = `;
    await world.superuser.query('DELETE FROM graphile_worker._private_jobs');
    await world.superuser.query(`BEGIN; ${opened}'${first.siteId}'`);
    await world.db.prisma.$transaction([world.db.prisma.$executeRawUnsafe(`SET LOCAL lock_timeout = '5s'`), world.db.prisma.$executeRawUnsafe(`${opened}'${second.siteId}'`)]);
    await world.superuser.query('COMMIT');
    for (const { siteId } of [first, second]) expect(await incidents(siteId)).toMatchObject([{ drift: 'wider', toldAt: null }]);
    const { rows } = await world.superuser.query<{ key: string }>(`SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'tell-incidents'`);
    expect(rows).toEqual([{ key: 'tell-incidents all' }]);
    await runTelling(world.db);
  });

  it('is loudest where it is public, also when it comes to be', async () => {
    const { siteId, projectId } = await site();
    await report(world, { sites: [shown({ projectId, mode: 'workspace_all', revision: 1 })] });
    const before = (await alerts('rita')).length;
    await runTelling(world.db);
    const [incident] = await incidents(siteId);
    await world.run(acknowledgeIncident, { incidentId: incident?.id ?? '', note: 'On it.', observedMode: 'workspace_all' }, 'rita');
    await report(world, { sites: [shown({ projectId, mode: 'public', revision: 2 })] }, hour(1));
    // What was taken on is another thing now.
    expect(await incidents(siteId)).toMatchObject([{ id: incident?.id, observedMode: 'public', acknowledgedAt: null, note: null }]);
    expect((await problemOf(world.run(acknowledgeIncident, { incidentId: incident?.id ?? '', note: 'On it.', observedMode: 'workspace_all' }, 'rita'))).kind).toBe('stale');
    await runTelling(world.db);
    expect((await alerts('rita')).slice(before)).toEqual(['CRM Notes lets in others than were approved', 'Public on the internet: CRM Notes']);
    expect((await world.read(listIncidents, {}, 'aude')).items[0]).toMatchObject({ site: { id: siteId }, observedMode: 'public' });
    expect(await world.read(countIncidents, {}, 'aude')).toMatchObject({ public: 1 });
  });

  it('is one message where a report brings many', async () => {
    const many = await Promise.all([1, 2, 3].map(() => site()));
    const before = (await alerts('ada')).length;
    await report(world, { sites: many.map(({ projectId }) => shown({ projectId, mode: 'workspace_all' })) });
    await runTelling(world.db);
    expect((await alerts('ada')).slice(before)).toEqual(['3 Sites let in others than were approved']);
  });

  it('is none where it shows fewer people, or a Site that is suspended', async () => {
    const [narrower, suspended] = [await site('custom'), await site()];
    await report(world, { sites: [shown({ projectId: narrower.projectId, mode: 'admins_only' }), shown({ projectId: suspended.projectId, mode: 'public', status: 'suspended' })] });
    expect([...(await incidents(narrower.siteId)), ...(await incidents(suspended.siteId))]).toEqual([]);
    expect(await world.db.prisma.site.findUniqueOrThrow({ where: { id: narrower.siteId } })).toMatchObject({ drift: 'narrower' });
  });

  it('is one for a Site that nobody has registered', async () => {
    const projectId = newProjectId();
    await report(world, { sites: [shown({ projectId, mode: 'public', owner: '' })] });
    const { id } = await world.db.prisma.site.findUniqueOrThrow({ where: { projectId } });
    expect(await incidents(id)).toMatchObject([{ drift: 'wider', observedMode: 'public' }]);
  });
});

describe('a decision', () => {
  it('that approves what the platform shows ends it', async () => {
    const { siteId, projectId } = await site();
    await report(world, { sites: [shown({ projectId, mode: 'workspace_all' })] });
    await widen(world, siteId, { mode: 'workspace_all' }, { at: hour(1) });
    expect(await incidents(siteId)).toMatchObject([{ ending: 'approved', closedAt: hour(1) }]);
  });

  it('that closes the Site ends it once that is shown to be done, and no sooner; undone, it begins again', async () => {
    const { siteId, projectId } = await site();
    await report(world, { sites: [shown({ projectId, mode: 'public' })] });
    await world.run(disableSite, { siteId, reason: 'project_completed' }, 'ada', { now: hour(1) });
    expect(await incidents(siteId)).toMatchObject([{ closedAt: null }]);
    const { availability } = await demandsOn(world, siteId);
    await world.run(settleEnforcement, { items: [{ id: availability?.id ?? '', revision: availability?.revision ?? 0 }], outcome: 'done', note: 'Suspended.' }, 'ada', { now: hour(2) });
    expect(await incidents(siteId)).toMatchObject([{ ending: 'disabled', closedAt: hour(2) }]);
    await world.run(enableSite, { siteId }, 'ada', { now: hour(3) });
    expect(await incidents(siteId)).toMatchObject([{ ending: 'disabled' }, { ending: null, observedMode: 'public' }]);
  });
});

describe('a policy at drift', () => {
  it('disables the Site, and the log names it', async () => {
    const { id } = await world.db.prisma.policy.create({
      data: { key: 'shut', versions: { create: { number: 1, name: 'Shut it', isEnabled: true, triggers: ['drift'], condition: 'site.observed == "public"', effects: [{ effect: 'disable', message: 'Public is never right.' }], why: 'w', createdAt: now } } },
    });
    const [open, wide] = [await site(), await site()];
    await report(world, { sites: [shown({ projectId: open.projectId, mode: 'public' }), shown({ projectId: wide.projectId, mode: 'workspace_all' })] });
    await runTelling(world.db);
    await world.db.prisma.policy.update({ where: { id }, data: { archivedAt: now } });
    expect(await world.db.prisma.site.findUniqueOrThrow({ where: { id: open.siteId } })).toMatchObject({ state: 'disabled', disabledReason: 'policy_violation', disabledNote: 'Public is never right. (“Shut it”, version 1)' });
    expect(await world.db.prisma.site.findUniqueOrThrow({ where: { id: wide.siteId } })).toMatchObject({ state: 'live' });
    expect(await demandsOn(world, open.siteId)).toMatchObject({ availability: { state: 'requested' }, access: { state: 'requested' } });
    expect(await world.db.prisma.auditEvent.count({ where: { siteId: open.siteId, type: 'site.policy_disabled' } })).toBe(1);
    expect((await listed(open.siteId))[0]?.tasks.map(({ aspect }) => aspect)).toEqual(['access', 'availability']);
  });
});

describe('acknowledgeIncident', () => {
  it('is done once, by a reviewer or an admin, and forbidden to all others', async () => {
    const { siteId, projectId } = await site();
    await report(world, { sites: [shown({ projectId, mode: 'workspace_all' })] });
    const [incident] = await incidents(siteId);
    const take = (by: Name) => world.run(acknowledgeIncident, { incidentId: incident?.id ?? '', note: 'Narrowing it there now.' }, by, { now: hour(1) });
    for (const by of ['olga', 'aude', 'mia'] as const) expect((await problemOf(take(by))).kind).toBe('forbidden');
    expect(await take('rob')).toMatchObject({ acknowledgedBy: { name: 'Rob' }, acknowledgedAt: hour(1).toISOString(), note: 'Narrowing it there now.' });
    expect(await problemOf(take('ada'))).toMatchObject({ kind: 'conflict', message: 'Rob has taken this on already.' });
    expect((await world.read(listIncidents, { state: 'unclaimed', site: siteId }, 'rita')).items).toEqual([]);
    await report(world, { sites: [shown({ projectId, mode: 'admins_only' })] }, hour(2));
    expect(await problemOf(take('ada'))).toMatchObject({ kind: 'conflict' });
    for (const by of ['olga', 'mia'] as const) expect((await problemOf(world.read(listIncidents, {}, by))).kind).toBe('forbidden');
  });
});

describe('the list', () => {
  it('goes on where the page before it ended: public, other open, closed', async () => {
    const all = (await world.read(listIncidents, { limit: '200' }, 'rita')).items;
    const rank = ({ closedAt, observedMode }: (typeof all)[number]): number => (closedAt !== null ? 2 : observedMode === 'public' ? 0 : 1);
    expect(all.map(rank)).toEqual(all.map(rank).sort());
    expect(new Set(all.map(rank))).toEqual(new Set([0, 1, 2]));
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: { id: string }[]; next: string | null } = await world.read(listIncidents, { limit: '2', ...(cursor !== '' && { cursor }) }, 'rita');
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(paged).toEqual(all.map(({ id }) => id));
  });
});
