import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { saveDraft } from '@/lib/requests/commands/save-draft';
import { getDecisionRecord } from '@/lib/requests/get-decision-record';
import { getReview } from '@/lib/requests/get-review';
import { listRequests } from '@/lib/requests/list-requests';
import { previewWidening } from '@/lib/requests/preview-widening';
import { narrowSite } from '@/lib/sites/commands/narrow-site';
import { getSite } from '@/lib/sites/get-site';
import { problemOf, World } from '../support/world';

/** The most that an audience names one by one; beyond that a group is missing. */
const most = 10_000;

let world: World;
let ids: string[];
beforeAll(async () => {
  world = await World.create(4);
  ids = Array.from({ length: most + 1 }, () => uuidv7());
  await world.db.prisma.person.createMany({ data: ids.map((id, n) => ({ id, email: `named-${n}@many.example`, name: `Person ${String(n).padStart(5, '0')}`, departmentId: n % 3 === 0 ? world.departments.sales : world.departments.legal })) });
});
afterAll(() => world.close());

describe('an audience of ten thousand people', () => {
  it('is previewed, asked for, reviewed, approved, recorded and taken back', async () => {
    const siteId = await world.site();
    const audience = { mode: 'custom' as const, people: ids.slice(0, most), groups: [] };
    const preview = await world.read(previewWidening, { siteId, audience }, 'olga');
    expect(preview.diff).toMatchObject({ gains: most });
    expect(preview.diff.departments.reduce((sum, { count }) => sum + count, 0)).toBe(most);

    await world.run(saveDraft, { siteId, draft: { mode: audience.mode, people: audience.people, reason: 'All of the field reads it.' } }, 'olga');
    const { id, revision } = await world.run(requestWidening, { siteId, audience, reason: 'All of the field reads it.' }, 'olga');
    const { items: [listed] } = await world.read(listRequests, { site: siteId }, 'rita');
    expect(listed?.unnamed).toBe(most - 100);
    expect(listed?.proposal).toMatchObject({ audience: { people: expect.objectContaining({ length: 100 }) as unknown } });
    const review = await world.read(getReview, { requestId: id }, 'rita');
    expect(review.dossier?.audience).toMatchObject({ gains: most });
    expect(review.dossier?.audience?.after.people).toHaveLength(most);

    expect(await world.run(decideRequest, { requestId: id, revision, decision: 'approve' }, 'rita')).toMatchObject({ state: 'approved' });
    expect(await world.db.prisma.siteAudiencePerson.count({ where: { siteId } })).toBe(most);
    expect(await world.read(getSite, { siteId }, 'olga')).toMatchObject({ audience: 'custom' });
    expect(await world.read(getDecisionRecord, { requestId: id }, 'rita')).toBeDefined();

    const site = await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } });
    await world.run(narrowSite, { siteId, revision: site.revision, audience: { mode: 'admins_only' }, reason: 'The season is over.' }, 'olga');
    expect(await world.db.prisma.siteAudiencePerson.count({ where: { siteId } })).toBe(0);
  });

  it('is refused with one more, by the field', async () => {
    const siteId = await world.site();
    const problem = await problemOf(world.run(requestWidening, { siteId, audience: { mode: 'custom', people: ids, groups: [] }, reason: 'One more.' }, 'olga'));
    expect(problem).toMatchObject({ kind: 'invalid' });
    expect(JSON.stringify(problem)).toContain('people');
  });
});
