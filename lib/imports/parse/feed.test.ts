import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFeed } from './feed';

const id = (n: number) => `appgprj_6aa5ada5${String(n).padStart(24, '0')}`;
const one = (site: object) => parseFeed({ sites: [{ id: id(1), ...site }] });

describe('Sites', () => {
  it('arrive whole', () => {
    const feed = parseFeed({
      sites: [
        {
          id: id(1),
          title: ' Renewal  desk ',
          description: 'Two\nlines',
          slug: 'renewal-desk',
          status: 'active',
          current_user_role: 'owner',
          access_mode: 'custom',
          access_policy: {
            access_mode: 'custom',
            revision: 7,
            allowed_users: [{ account_user_id: 'u1', email: 'Ana@Example.com', name: 'Ana', role: 'owner', is_external: false }],
            allowed_groups: [{ id: 'g1', name: 'Sales', role: 'viewer', size: 12 }],
            allowed_account_user_ids: ['u1', 'u2'],
            allowed_workspace_group_ids: ['g1', 'g2'],
            allowed_tenant_group_ids: ['t1', 't1'],
            allowed_editors: ['u3', 'Ed@example.com', { account_user_id: 'u4', email: 'x@example.com' }],
            external_visitor_count: 2,
            updated_at: '2026-11-01T10:00:00+01:00',
          },
          available_access_modes: ['custom'],
          current_live_url: 'https://renewal-desk.acme.chatgpt.site',
          expected_url: null,
          screenshot_url: 'https://img.example.com/a.png',
          updated_at: 1_793_000_000,
          environment: { revision: 3, entries: [{ key: 'API_KEY', value: 'hunter2', is_secret: true }, { key: 'REGION', value: null, is_secret: false }] },
          theme: 'dark',
        },
      ],
    });
    expect(feed.refused).toEqual([]);
    expect(feed.dropped).toEqual(['sites[].environment.entries[].value']);
    expect(feed.ignored).toEqual(['sites[].theme']);
    expect(feed.sites).toEqual([
      {
        projectId: id(1),
        title: 'Renewal desk',
        description: 'Two\nlines',
        slug: 'renewal-desk',
        status: 'active',
        currentLiveUrl: 'https://renewal-desk.acme.chatgpt.site',
        screenshotUrl: 'https://img.example.com/a.png',
        accountLabel: 'acme',
        updatedAt: new Date(1_793_000_000_000),
        access: {
          mode: 'custom',
          revision: 7,
          allowedUsers: [
            { accountUserId: 'u1', email: 'ana@example.com', name: 'Ana', role: 'owner', isExternal: false },
            { accountUserId: 'u2', isExternal: false },
          ],
          allowedGroups: [{ id: 'g1', name: 'Sales', role: 'viewer', size: 12 }, { id: 'g2' }],
          allowedEditors: [
            { accountUserId: 'u3', isExternal: false },
            { email: 'ed@example.com', isExternal: false },
            { accountUserId: 'u4', email: 'x@example.com', isExternal: false },
          ],
          tenantGroupIds: ['t1'],
          externalVisitorCount: 2,
          updatedAt: new Date('2026-11-01T09:00:00Z'),
        },
        environment: { revision: 3, keys: [{ key: 'API_KEY', isSecret: true }, { key: 'REGION', isSecret: false }] },
      },
    ]);
  });

  it('need only an id; nulls are absent, lists that are not mentioned stay unknown', () => {
    expect(one({ title: null, access_policy: null, access_mode: null, updated_at: null, environment: null }).sites).toEqual([{ projectId: id(1) }]);
    expect(one({ access_mode: 'public' }).sites[0]?.access).toEqual({ mode: 'public' });
    expect(one({ access_mode: 'public', access_policy: { access_mode: 'custom', revision: '12' } }).sites[0]?.access).toEqual({ mode: 'custom', revision: 12 });
  });

  it.each([
    ['id', { id: 'prj_1' }],
    ['id', { id: undefined }],
    ['title', { title: 5 }],
    ['title', { title: 'x'.repeat(501) }],
    ['access_mode', { access_mode: 'everyone' }],
    ['access_policy', { access_policy: [] }],
    ['access_policy.revision', { access_policy: { revision: -1 } }],
    ['access_policy.revision', { access_policy: { revision: 1.5 } }],
    ['access_policy.revision', { access_policy: { revision: 'new' } }],
    ['access_policy.allowed_users', { access_policy: { allowed_users: {} } }],
    ['access_policy.allowed_users[1].email', { access_policy: { allowed_users: [{}, { email: 1 }] } }],
    ['current_live_url', { current_live_url: 'javascript:alert(1)' }],
    ['updated_at', { updated_at: 'yesterday' }],
    ['updated_at', { updated_at: 12 }],
    ['environment.entries[0].key', { environment: { entries: [{ value: 'x' }] } }],
  ])('are refused by place for %s; the others arrive', (field, bad) => {
    const feed = parseFeed({ sites: [{ id: id(2) }, { id: id(3), ...bad }, { id: id(4) }] });
    expect(feed.refused).toEqual([{ path: `sites[1].${field}`, field, reason: expect.stringMatching(/\.$/) as string }]);
    expect(feed.sites.map((site) => site.projectId)).toEqual([id(2), id(4)]);
  });

  it('that stand twice: the higher revision counts, then the later time; equal ones are one', () => {
    const at = (revision: number, updated: number, title: string) => ({ id: id(1), title, access_policy: { access_mode: 'custom', revision }, updated_at: updated });
    const cases: [object[], string, number[]][] = [
      [[at(2, 1.7e9, 'a'), at(1, 1.8e9, 'b')], 'a', [1]],
      [[at(1, 1.8e9, 'a'), at(2, 1.7e9, 'b')], 'b', [0]],
      [[at(1, 1.8e9, 'a'), at(1, 1.7e9, 'b')], 'a', [1]],
      [[at(1, 1.7e9, 'a'), at(1, 1.7e9, 'b')], 'b', [0]],
      [[at(1, 1.7e9, 'a'), at(1, 1.7e9, 'a')], 'a', []],
      [[{ id: id(1), title: 'summary' }, at(0, 1.7e9, 'whole')], 'whole', [0]],
    ];
    for (const [sites, title, losers] of cases) {
      const feed = parseFeed({ sites });
      expect(feed.sites.map((site) => site.title)).toEqual([title]);
      expect(feed.refused.map(({ path }) => path)).toEqual(losers.map((index) => `sites[${index}]`));
    }
  });

  it('get their environment also when it comes by itself', () => {
    const environments = [{ project_id: id(1), revision: 2, entries: [{ key: 'B', is_secret: false }] }, { project_id: id(9), entries: [{ key: 'A' }] }];
    expect(parseFeed({ site: { id: id(1), environment: { revision: 1, entries: [] } }, environments }).sites).toEqual([
      { projectId: id(1), environment: { revision: 2, keys: [{ key: 'B', isSecret: false }] } },
      { projectId: id(9), environment: { keys: [{ key: 'A', isSecret: true }] } },
    ]);
  });
});

describe('versions and deployments', () => {
  it('arrive, with ids brought together', () => {
    const feed = parseFeed({
      versions: [
        { id: `${id(1)}~appgver_a1`, version_number: 3, source: { commit_sha: 'ABCDEF0123' }, deployment_id: 'appgdep_1', created_at: '2026-10-01' },
        { id: 'appgver_b', project_id: id(1), source: null },
      ],
      deployments: [
        { id: 'appgdep_1', version_id: `${id(1)}~appgver_a1`, status: 'failed', url: 'https://x.example.com', failure_message: 'no: token=hunter2', env_set_revision: 4, updated_at: '2026-10-01T00:00:00Z' },
        { id: 'appgdep_2', status: 'pending' },
      ],
    });
    expect(feed.refused).toEqual([]);
    expect(feed.versions).toEqual([
      { id: `${id(1)}~appgver_a1`, projectId: id(1), versionNumber: 3, commitSha: 'abcdef0123', deploymentId: 'appgdep_1', createdAt: new Date('2026-10-01') },
      { id: `${id(1)}~appgver_b`, projectId: id(1) },
    ]);
    expect(feed.deployments).toEqual([
      {
        id: 'appgdep_1',
        projectId: id(1),
        versionId: `${id(1)}~appgver_a1`,
        status: 'failed',
        url: 'https://x.example.com',
        failureMessage: 'no: token=[dropped]',
        envSetRevision: 4,
        updatedAt: new Date('2026-10-01T00:00:00Z'),
      },
      { id: 'appgdep_2', status: 'pending' },
    ]);
  });

  it('are refused by place', () => {
    const feed = parseFeed({
      versions: [{ id: 'appgver_1' }, { id: `${id(1)}~appgver_1`, project_id: id(2) }, { id: 'x' }, 7],
      deployments: [{ id: 'appgdep_1', status: 'great' }, { id: 'dep', status: 'failed' }],
    });
    expect(feed.refused.map(({ path }) => path).sort()).toEqual(
      ['versions[0].project_id', 'versions[1].project_id', 'versions[2].id', 'versions[3]', 'deployments[0].status', 'deployments[1].id'].sort(),
    );
  });

  it('cut a long failure message', () => {
    const feed = parseFeed({ deployments: [{ id: 'appgdep_1', status: 'failed', failure_message: 'no '.repeat(5000) }] });
    expect(feed.deployments[0]?.failureMessage).toHaveLength(2000);
  });
});

describe('the feed as a whole', () => {
  it.each([null, [], 'x', 7])('is refused once when it is %j', (json) => {
    expect(parseFeed(json).refused).toEqual([{ path: '', reason: expect.stringContaining('not a JSON object') as string }]);
  });

  it('names a list that is none, and reads the others', () => {
    const feed = parseFeed({ sites: {}, versions: 'x', deployments: [{ id: 'appgdep_2', status: 'pending' }] });
    expect(feed.refused.map(({ field }) => field)).toEqual(['sites', 'versions']);
    expect(feed.deployments).toHaveLength(1);
  });

  it('reads the first 10,000 and says so', () => {
    const feed = parseFeed({ sites: Array.from({ length: 10_001 }, (_, n) => ({ id: id(n) })) });
    expect(feed.sites).toHaveLength(10_000);
    expect(feed.refused).toEqual([{ path: 'sites[10000]', field: 'sites', reason: expect.stringContaining('first 10000 of 10001') as string }]);
  });
});

describe('any input', () => {
  const json = fc.jsonValue({ maxDepth: 5 });
  const shaped = fc.record(
    { id: fc.constantFrom(id(1), id(2)), title: json, access_policy: json, environment: json, updated_at: json, slug: json },
    { requiredKeys: ['id'] },
  );

  it('never throws', () => {
    fc.assert(fc.property(json, (value) => void parseFeed(value)));
    fc.assert(fc.property(fc.array(fc.oneof(json, shaped)), (list) => void parseFeed({ sites: list, versions: list, deployments: list, environments: list })));
  });

  it('lets no secret through, wherever it stands', () => {
    const secret = 'hunter2-hunter2';
    const key = fc.constantFrom('siwc_bypass_bearer_token', 'bearer', 'sessionToken', 'client_secret', 'PASSWORD', 'db-password');
    const way = fc.array(fc.constantFrom('access_policy', 'environment', 'source', 'list', 'x', 'allowed_users', 'entries'), { maxLength: 6 });
    fc.assert(
      fc.property(key, way, json, (name, steps, beside) => {
        let inner: unknown = { [name]: secret, deeper: { [name]: [secret, { x: secret }] }, beside };
        for (const step of steps) inner = step === 'list' ? [inner] : { [step]: inner };
        const with_ = (base: object) => [{ ...base, ...(inner as object) }, { ...base, extra: inner, [name]: secret }];
        const feed = parseFeed({
          sites: [
            ...with_({ id: id(1) }),
            {
              id: id(3),
              title: `deploy with token=${secret}`,
              description: `see https://ana:${secret}@example.com`,
              current_live_url: `https://ana:${secret}@example.com/`,
              expected_url: `https://example.com/?access_token=${secret}`,
              screenshot_url: `https://example.com/#token=${secret}`,
              environment: { entries: [{ key: 'A', value: secret, is_secret: false }, { key: 'B', value: { v: secret } }] },
            },
          ],
          versions: with_({ id: `${id(1)}~appgver_1` }),
          deployments: with_({ id: 'appgdep_1', status: 'failed', failure_message: `Bearer ${secret}` }),
          environments: [{ project_id: id(4), entries: [{ key: 'A', value: secret }] }],
          [name]: secret,
        });
        expect(JSON.stringify(feed)).not.toContain('hunter2');
        expect(feed.sites.find((site) => site.projectId === id(3))?.currentLiveUrl).toBeUndefined();
      }),
    );
  });
});
