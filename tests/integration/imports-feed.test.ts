import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { getSite } from '@/lib/sites/get-site';
import { listSites } from '@/lib/sites/list-sites';
import { runCommand } from '@/lib/gate/command';
import { runQuery } from '@/lib/gate/query';
import { log } from '@/lib/log';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { narrowSite } from '@/lib/sites/commands/narrow-site';
import { deploymentObject, feedSecrets, siteObject, versionObject } from '../support/feed-objects';
import { createImportWorld, now, type ImportWorld } from '../support/import-world';

let world: ImportWorld;
beforeAll(async () => {
  world = await createImportWorld();
});
afterAll(() => world.close());

let made = 0;
/** A platform id that no other test has; all tell the same time of creation. */
const newProject = (): string => `appgprj_68f00000${(made += 1).toString(16).padStart(24, '0')}`;
const record = async (projectId: string) => {
  const { id } = await world.db.prisma.site.findUniqueOrThrow({ where: { projectId } });
  return runQuery(getSite, { siteId: id }, world.admin, { db: world.db, now });
};

describe('a Site that the platform reports', () => {
  it('arrives live with an expiry, its owner, what was observed and the drift, and opens to nobody more', async () => {
    const projectId = newProject();
    const users = [{ email: 'ana@example.com', role: 'owner' }, { email: 'guest@elsewhere.example', is_external: true }];
    const report = await world.feed({ sites: [siteObject({ projectId, slug: 'crm', report: 1, mode: 'custom', users, groups: [{ id: 'g1', name: 'Sales' }] })] }, true);

    expect(report).toMatchObject({ created: 1, refused: [] });
    const site = await record(projectId);
    expect(site).toMatchObject({
      slug: 'crm',
      state: 'live',
      audience: 'admins_only',
      observedAudience: 'custom',
      drift: 'wider',
      owner: { email: 'ana@example.com' },
      url: 'https://crm.acme.chatgpt.site',
      builtAt: new Date(0x68f00000 * 1000).toISOString(),
    });
    expect(site.expiresAt).not.toBeNull();
    expect(site.record?.approvedAudience).toMatchObject({ mode: 'admins_only', people: [], groups: [] });
    expect(site.record?.observed).toMatchObject({ mode: 'custom', revision: 1, at: '2026-11-01T00:01:00.000Z', groups: [{ id: 'g1', name: 'Sales' }] });
    expect(site.record?.observed?.people).toMatchObject([{ email: 'ana@example.com', role: 'owner' }, { email: 'guest@elsewhere.example', isExternal: true }]);
  });

  it('as public is flagged at once, on the Site and in the list', async () => {
    const projectId = newProject();
    await world.feed({ sites: [siteObject({ projectId, report: 1, mode: 'public' })] }, true);

    const site = await record(projectId);
    expect(site).toMatchObject({ observedAudience: 'public', audience: 'admins_only', drift: 'wider' });
    expect(site.conditions).toEqual(expect.arrayContaining(['drifted', 'over_exposed']));
    for (const condition of ['drifted', 'over_exposed']) {
      const { items } = await runQuery(listSites, { condition, q: projectId }, world.admin, { db: world.db, now });
      expect(items.map(({ id }) => id)).toEqual([site.id]);
    }
  });

  it('as suspended arrives disabled by the platform, and can be found as such', async () => {
    const projectId = newProject();
    await world.feed({ sites: [siteObject({ projectId, report: 1, status: 'suspended' })] }, true);

    const site = await record(projectId);
    expect(site).toMatchObject({ state: 'disabled', record: { disabled: { reason: 'platform_action' }, platform: { status: 'suspended' } } });
    expect(site.expiresAt).not.toBeNull();
  });

  it('without an address is a draft, and goes live with an expiry when it gets one', async () => {
    const projectId = newProject();
    await world.feed({ sites: [siteObject({ projectId, report: 1, live: false })] }, true);
    expect(await record(projectId)).toMatchObject({ state: 'draft', expiresAt: null });

    const report = await world.feed({ sites: [siteObject({ projectId, report: 2 })] }, true);

    expect(report.items[0]?.changes).toMatchObject({ state: { before: 'draft', after: 'live' } });
    const site = await record(projectId);
    expect(site.state).toBe('live');
    expect(site.expiresAt).not.toBeNull();
  });
});

describe('what was approved', () => {
  it('never moves by a report; what the platform shows is confirmed or drift', async () => {
    const projectId = newProject();
    await world.feed({ sites: [siteObject({ projectId, report: 1, users: [{ email: 'ana@example.com', role: 'owner' }] })] }, true);
    const { id } = await record(projectId);
    const ben = { ...world.admin, kind: 'person' as const, personId: world.people.ben, roles: ['reviewer'] as const };
    const owner = { ...world.admin, kind: 'person' as const, personId: world.people.ana };
    await world.db.prisma.person.update({ where: { id: world.people.ben }, data: { roles: ['reviewer'] } });
    const options = { db: world.db, now };
    const asked = await runCommand(requestWidening, { siteId: id, audience: { mode: 'workspace_all' }, reason: 'All need it.' }, owner, options);
    await runCommand(decideRequest, { requestId: asked.id, decision: 'approve', revision: asked.revision }, ben, options);
    const approved = (await record(projectId)).record?.approvedAudience;
    expect(await record(projectId)).toMatchObject({ audience: 'workspace_all', drift: 'narrower', record: { enforcement: { audience: 'unconfirmed' } } });

    for (const [report, mode, drift] of [[2, 'workspace_all', 'none'], [3, 'public', 'wider'], [4, 'admins_only', 'narrower'], [5, 'workspace_all', 'none']] as const) {
      await world.feed({ sites: [siteObject({ projectId, report, mode })] }, true);
      const site = await record(projectId);
      expect(site).toMatchObject({ audience: 'workspace_all', observedAudience: mode, drift, record: { approvedAudience: approved } });
      expect(site.record?.enforcement.audience).toBe(drift === 'none' ? 'confirmed' : 'unconfirmed');
    }

    await runCommand(narrowSite, { siteId: id, audience: { mode: 'custom', people: [world.people.ben] } }, owner, options);
    const listed = [{ email: 'ana@example.com', role: 'owner' }, { email: "ben.o'neil+sites@example.com" }];
    for (const [report, users, drift] of [[6, listed, 'none'], [7, [...listed, { email: 'eve@example.com' }], 'wider'], [8, listed.slice(0, 1), 'narrower']] as const) {
      await world.feed({ sites: [siteObject({ projectId, report, mode: 'custom', users: [...users] })] }, true);
      expect(await record(projectId), `report ${report}`).toMatchObject({ audience: 'custom', drift, record: { approvedAudience: { people: [{ id: world.people.ben }] } } });
    }
  });
});

describe('secrets', () => {
  it('are in no table and in no line of the log, and their places are told', async () => {
    const projectId = newProject();
    const spies = (['info', 'warn', 'error', 'debug'] as const).map((level) => vi.spyOn(log, level));
    const report = await world.feed(
      {
        sites: [{ ...siteObject({ projectId, report: 1, keys: ['STRIPE_KEY'] }), current_live_url: `https://one.acme.chatgpt.site/?token=${feedSecrets[3]}` }],
        versions: [versionObject(projectId, 1)],
        deployments: [deploymentObject(projectId, 1, 1, 'failed')],
        environments: [{ project_id: projectId, revision: 2, entries: [{ key: 'LATE', value: feedSecrets[1], is_secret: true }] }],
      },
      true,
    );

    expect(report).toMatchObject({ created: 1, refused: [] });
    expect(report.ignored).toEqual(expect.arrayContaining(['sites[].siwc_bypass_bearer_token: a secret, dropped', 'sites[].environment.entries[].value: a secret, dropped']));
    const seen = `${await world.dump()}${JSON.stringify(report)}${JSON.stringify(spies.map(({ mock }) => mock.calls))}`;
    for (const secret of feedSecrets) expect(seen.includes(secret), secret).toBe(false);
    const { record: site } = await record(projectId);
    expect(site?.environmentKeys).toMatchObject([{ key: 'LATE', isSecret: true, present: true }]);
    expect(site?.deployments).toMatchObject([{ status: 'failed', failureMessage: expect.stringContaining('Build stopped') as string }]);
    for (const spy of spies) spy.mockRestore();
  });
});

describe('versions, deployments and environment keys', () => {
  it('are placed at their Site, also when they come alone', async () => {
    const projectId = newProject();
    await world.feed({ sites: [siteObject({ projectId, report: 1 })], versions: [versionObject(projectId, 1)] }, true);

    const report = await world.feed({ versions: [versionObject(projectId, 2)], deployments: [{ ...deploymentObject(projectId, 1, 1, 'succeeded'), version_id: null }, deploymentObject(projectId, 2, 2, 'building')] }, true);

    expect(report).toMatchObject({ created: 0, changed: 1, refused: [] });
    const { record: site } = await record(projectId);
    expect(site?.versions.map(({ number }) => number).sort()).toEqual([1, 2]);
    expect(site?.deployments.map(({ status }) => status).sort()).toEqual(['building', 'succeeded']);
    expect(site?.environmentKeys.map(({ key, isSecret, present }) => [key, isSecret, present])).toEqual([['CRM_PASSWORD', true, true], ['CRM_URL', false, true]]);
  });

  it('of an unknown Site are refused by name; a bad object stops no other', async () => {
    const [known, unknown] = [newProject(), newProject()];
    const report = await world.feed(
      { sites: [{ id: 'nonsense' }, siteObject({ projectId: known, report: 1 }), 7], versions: [versionObject(unknown, 1)], deployments: [deploymentObject(unknown, 1, 1, 'failed')] },
      true,
    );

    expect(report.created).toBe(1);
    expect(report.refused).toMatchObject([
      { path: 'sites[0].id', field: 'id' },
      { path: 'sites[2]' },
      { path: `${unknown}~appgver_1`, field: 'project_id' },
      { path: `appgdep_${unknown.slice(-12)}_1`, field: 'version_id' },
    ]);
  });
});

describe('the order of reports', () => {
  it('the same feed again changes nothing, and an older one neither', async () => {
    const projectId = newProject();
    const feed = (report: number) => ({ sites: [siteObject({ projectId, report, mode: report === 1 ? 'public' : 'custom' })], versions: [versionObject(projectId, 1)], deployments: [deploymentObject(projectId, 1, report, report === 1 ? 'building' : 'succeeded')] });
    await world.feed(feed(1), true);
    await world.feed(feed(2), true);
    const before = await world.dump();

    expect(await world.feed(feed(2), true)).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
    const older = await world.feed(feed(1), true);

    expect(older).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
    expect(older.ignored.filter((text) => text.includes('older than'))).toHaveLength(3);
    expect(await world.dump()).toBe(before);
  });

  it('of an environment is its own revision’s, whatever the Site’s time', async () => {
    const projectId = newProject();
    await world.feed({ sites: [{ ...siteObject({ projectId, report: 5 }), environment: null }] }, true);
    const older = { ...siteObject({ projectId, report: 3 }), access_policy: null };

    expect(await world.feed({ sites: [older] }, true)).toMatchObject({ changed: 1 });

    expect(await record(projectId)).toMatchObject({ record: { environmentKeys: [{ key: 'CRM_PASSWORD' }, { key: 'CRM_URL' }], platform: { updatedAt: '2026-11-01T00:05:00.000Z' } } });
    expect(await world.feed({ sites: [older] }, true)).toMatchObject({ changed: 0, unchanged: 1 });
  });

  it('doesn’t matter: every permutation ends in the same record', async () => {
    const email = fc.constantFrom('ana@example.com', 'cy@example.com', 'guest@elsewhere.example');
    const state = fc.record({
      mode: fc.constantFrom('public', 'admins_only', 'workspace_all', 'custom'),
      users: fc.uniqueArray(email, { maxLength: 3 }),
      visitors: fc.nat({ max: 2 }),
      status: fc.constantFrom('active', 'publishing'),
      keys: fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { maxLength: 3 }),
      deployment: fc.constantFrom('pending', 'building', 'succeeded', 'failed'),
    });
    const cases = fc.array(state, { minLength: 2, maxLength: 5 }).chain((states) => fc.tuple(fc.constant(states), fc.shuffledSubarray(states.map((_, index) => index), { minLength: states.length })));
    await fc.assert(
      fc.asyncProperty(cases, async ([states, order]) => {
        const arriving = async (indexes: number[]): Promise<string> => {
          const projectId = newProject();
          for (const index of indexes) {
            const { users, deployment, ...reported } = states[index] ?? { users: [], deployment: 'pending', keys: [] };
            const report = index + 1;
            const feed = {
              sites: [siteObject({ projectId, slug: projectId.slice(-8), report, users: users.map((one) => ({ email: one })), ...reported })],
              versions: [versionObject(projectId, report)],
              deployments: [deploymentObject(projectId, 1, report, deployment)],
            };
            await world.feed(feed, true);
          }
          return kept(projectId);
        };
        expect(await arriving(order)).toBe(await arriving(states.map((_, index) => index)));
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});

/** What a record says after its reports, without what differs between any two records. */
async function kept(projectId: string): Promise<string> {
  const { id, revision: _revision, ...site } = await world.db.prisma.site.findUniqueOrThrow({
    where: { projectId },
    include: { versions: { orderBy: { platformId: 'asc' } }, deployments: { orderBy: { platformId: 'asc' } }, environmentKeys: { orderBy: { key: 'asc' } } },
  });
  const text = JSON.stringify({ ...site, versions: site.versions.map((row) => ({ ...row, id: '' })), deployments: site.deployments.map((row) => ({ ...row, id: '' })) }, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
  return text.replaceAll(id, 'the Site').replaceAll(projectId, 'the project').replaceAll(projectId.slice(-12), 'its end').replaceAll(projectId.slice(-8), 'its slug');
}
