import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { addDays } from 'date-fns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionRecordView } from '@/lib/requests/get-decision-record';
import { getDecisionRecord } from '@/lib/requests/get-decision-record';
import { getReview } from '@/lib/requests/get-review';
import { commentOnRequest } from '@/lib/requests/commands/comment-on-request';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { now, problemOf, World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

/** A Site with something of everything that a reviewer looks at. */
async function fullSite(): Promise<string> {
  const siteId = await world.site({ title: 'Wiki Index', purpose: 'Finds pages.', sources: [{ id: world.sources.wiki, mode: 'write_capable' }], dataSourceNote: 'Titles only.' });
  const { prisma } = world.db;
  await prisma.storageBinding.create({ data: { siteId, kind: 'd1', name: 'DB', kept: 'Titles' } });
  await prisma.environmentKey.create({ data: { siteId, key: 'WIKI_TOKEN', isSecret: true, present: true, firstSeenAt: addDays(now, -400) } });
  await prisma.siteVersion.create({ data: { siteId, platformId: `appgver_${siteId}`, number: 7, commitSha: 'c0ffee0', savedAt: addDays(now, -3) } });
  await prisma.deployment.create({ data: { siteId, platformId: `appgdep_${siteId}`, versionPlatformId: `appgver_${siteId}`, status: 'succeeded', platformUpdatedAt: addDays(now, -2) } });
  return siteId;
}

async function asked(siteId: string): Promise<{ id: string; revision: number }> {
  await world.db.prisma.groupMember.createMany({ data: ['hal', 'mia'].map((name) => ({ groupId: world.groups.team, personId: world.id(name as 'hal' | 'mia') })), skipDuplicates: true });
  return world.run(requestWidening, { siteId, audience: { mode: 'custom', people: [], groups: [world.groups.team] }, reason: 'The team needs it.' }, 'olga');
}

const recordOf = (requestId: string, by: 'rita' | 'ada' | 'aude' | 'olga' | 'hal' = 'rita', decisionId?: string): Promise<DecisionRecordView> =>
  world.read(getDecisionRecord, { requestId, ...(decisionId !== undefined && { decisionId }) }, by);

describe('a decision record', () => {
  it('shows exactly what the reviewer saw, and who they were', async () => {
    const request = await asked(await fullSite());
    await world.run(commentOnRequest, { requestId: request.id, text: 'Titles are harmless.' }, 'rob');
    const { dossier } = await world.read(getReview, { requestId: request.id }, 'rita');
    await world.run(decideRequest, { requestId: request.id, decision: 'approve', revision: request.revision, note: 'Read by the team only.' }, 'rita');
    const { record, digest, isIntact, isWhole, decisions } = await recordOf(request.id);
    expect(record.seen).toEqual(dossier);
    expect(record.decision).toMatchObject({ answer: 'approve', outcome: 'approved', note: 'Read by the team only.', reviewer: { name: 'Rita', email: 'rita@example.com' }, stage: 'review' });
    expect(record.seen.audience).toMatchObject({ gains: 2, reachBefore: 1, reachAfter: 3, departments: [{ name: 'Sales', gains: 2 }] });
    expect(record.seen.audience?.gaining.map(({ name }) => name)).toEqual(['Hal', 'Mia']);
    expect(record.seen.delivery).toMatchObject({ live: { number: 7 }, unreviewedVersions: 1 });
    expect(record.seen.risk?.reasons.map(({ part }) => part)).toEqual(['exposure', 'writes', 'storage', 'notes', 'secrets', 'versions']);
    // The same points as the queue sorts by, which are worked out from what the policies see.
    expect(record.seen.risk?.score).toBe((await world.db.prisma.request.findUniqueOrThrow({ where: { id: request.id } })).risk);
    expect(record.seen.comments).toMatchObject([{ author: 'Rob', text: 'Titles are harmless.' }]);
    expect({ isIntact, isWhole, count: decisions.length }).toEqual({ isIntact: true, isWhole: true, count: 1 });
    expect(createHash('sha256').update(canonicalize(record) ?? '').digest('hex')).toBe(digest);
  });

  it('reads the same when the Site, its sources, its people and the policies have changed, and when it is gone', async () => {
    const siteId = await fullSite();
    const request = await asked(siteId);
    await world.run(decideRequest, { requestId: request.id, decision: 'approve', revision: request.revision }, 'rita');
    const before = await recordOf(request.id);
    await world.superuser.query(`
      SET session_replication_role = replica;
      UPDATE site SET title = 'Something else', purpose = NULL, slug = 'moved-' || id, owner_id = '${world.id('mia')}', classification = 'personal_draft' WHERE id = '${siteId}';
      DELETE FROM site_data_source WHERE site_id = '${siteId}';
      DELETE FROM storage_binding WHERE site_id = '${siteId}';
      DELETE FROM environment_key WHERE site_id = '${siteId}';
      DELETE FROM deployment WHERE site_id = '${siteId}';
      DELETE FROM site_version WHERE site_id = '${siteId}';
      UPDATE data_source SET name = 'Renamed', sensitivity = 'regulated' WHERE id = '${world.sources.wiki}';
      UPDATE person SET name = 'Renamed', department_id = NULL WHERE id IN ('${world.id('hal')}', '${world.id('rita')}', '${world.id('olga')}');
      DELETE FROM group_member WHERE group_id = '${world.groups.team}';
      UPDATE people_group SET name = 'Renamed' WHERE id = '${world.groups.team}';
      DELETE FROM site_audience_group WHERE site_id = '${siteId}';
      UPDATE site SET state = 'retired', retired_at = now(), audience = 'admins_only' WHERE id = '${siteId}';
      RESET session_replication_role`);
    const after = await recordOf(request.id, 'ada');
    expect(after.record).toEqual(before.record);
    expect(after.digest).toBe(before.digest);
    expect(JSON.stringify(after.record)).not.toContain('Renamed');
    await world.superuser.query(`
      UPDATE data_source SET name = 'Wiki', sensitivity = 'internal' WHERE id = '${world.sources.wiki}';
      UPDATE person SET name = initcap(split_part(email, '@', 1)), department_id = '${world.departments.sales}';
      UPDATE people_group SET name = 'Team' WHERE id = '${world.groups.team}'`);
  });

  it('is kept of every answer, also of one that asks for changes or rejects', async () => {
    const siteId = await world.site();
    const first = await asked(siteId);
    await world.run(decideRequest, { requestId: first.id, decision: 'ask_changes', revision: first.revision, note: 'For how long?' }, 'rita');
    const again = await world.run(requestWidening, { siteId, audience: { mode: 'custom', people: [], groups: [world.groups.team] }, until: addDays(now, 30).toISOString(), reason: 'For a month.' }, 'olga');
    await world.run(decideRequest, { requestId: first.id, decision: 'reject', revision: again.revision, note: 'Not needed.' }, 'rob');
    const last = await recordOf(first.id);
    expect(last.decisions.map(({ answer, reviewer }) => [answer, reviewer])).toEqual([['ask_changes', 'Rita'], ['reject', 'Rob']]);
    expect(last.record).toMatchObject({ decision: { answer: 'reject' }, seen: { request: { reason: 'For a month.' }, answers: [{ decision: 'ask_changes', note: 'For how long?' }] } });
    const earlier = await recordOf(first.id, 'rita', last.decisions[0]?.id);
    expect(earlier.record).toMatchObject({ decision: { answer: 'ask_changes', outcome: 'changes_requested' }, seen: { request: { reason: 'The team needs it.', until: null } } });
  });

  it('is for those who had a part in it, and tells an owner nothing of other people’s cases', async () => {
    const request = await asked(await world.site());
    expect(await problemOf(recordOf(request.id))).toMatchObject({ kind: 'not-found' });
    await world.run(decideRequest, { requestId: request.id, decision: 'approve', revision: request.revision }, 'rita');
    for (const who of ['ada', 'aude', 'rita'] as const) expect((await recordOf(request.id, who)).record.seen.precedents?.similar.length).toBeGreaterThan(0);
    const own = await recordOf(request.id, 'olga');
    expect({ isWhole: own.isWhole, precedents: own.record.seen.precedents }).toEqual({ isWhole: false, precedents: null });
    expect(await problemOf(recordOf(request.id, 'hal'))).toMatchObject({ kind: 'not-found' });
  });

  it('says so when somebody has changed its text', async () => {
    const request = await asked(await world.site());
    await world.run(decideRequest, { requestId: request.id, decision: 'approve', revision: request.revision, note: 'As asked.' }, 'rita');
    await expect(world.db.prisma.decisionRecord.updateMany({ data: { digest: '0'.repeat(64) } })).rejects.toThrow();
    await world.superuser.query(`
      SET session_replication_role = replica;
      UPDATE decision_record SET body = replace(body, 'As asked.', 'Never asked.') WHERE body LIKE '%As asked.%';
      RESET session_replication_role`);
    const found = await recordOf(request.id);
    expect({ isIntact: found.isIntact, note: found.record.decision.note }).toEqual({ isIntact: false, note: 'Never asked.' });
  });
});
