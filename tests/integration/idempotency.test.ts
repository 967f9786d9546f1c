import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSite } from '@/lib/sites/commands/create-site';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { problemOf, World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create(10);
});
afterAll(() => world.close());

describe('the same Idempotency-Key', () => {
  it('ten times at once is one effect and ten equal answers', async () => {
    const once = () => world.run(createSite, { title: 'Once' }, 'olga', { idempotencyKey: 'parallel' });
    const answers = await Promise.all(Array.from({ length: 10 }, once));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await world.db.prisma.site.count({ where: { title: 'Once' } })).toBe(1);
    expect(await world.db.prisma.auditEvent.count({ where: { siteId: answers[0]?.id ?? '' } })).toBe(1);
  });

  it('later gives the first answer, also when the Site has changed since', async () => {
    const siteId = await world.site();
    const renew = (idempotencyKey: string) => world.run(renewSite, { siteId, expiresAt: '2027-03-01', reason: 'In use.' }, 'olga', { idempotencyKey });
    const first = await renew('later');
    await world.run(renewSite, { siteId, expiresAt: '2027-04-01', reason: 'Longer.' }, 'olga');
    expect(await renew('later')).toEqual(first);
    expect(await problemOf(renew('another'))).toMatchObject({ kind: 'rule' });
    expect((await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } })).expiresAt).toEqual(new Date('2027-04-01T00:00:00Z'));
  });

  it('is refused for another input or another operation', async () => {
    const siteId = await world.site();
    await world.run(createSite, { title: 'Mine' }, 'olga', { idempotencyKey: 'used' });
    const refused = { kind: 'rule', message: expect.stringContaining('Idempotency-Key') as string };
    expect(await problemOf(world.run(createSite, { title: 'Other' }, 'olga', { idempotencyKey: 'used' }))).toMatchObject(refused);
    expect(await problemOf(world.run(renewSite, { siteId, expiresAt: '2027-03-01', reason: 'r' }, 'olga', { idempotencyKey: 'used' }))).toMatchObject(refused);
    expect(await world.db.prisma.site.count({ where: { title: 'Other' } })).toBe(0);
  });

  it('is each person’s own', async () => {
    const [a, b] = await Promise.all((['olga', 'hal'] as const).map((who) => world.run(createSite, { title: 'Shared key' }, who, { idempotencyKey: 'shared' })));
    expect(a?.id).not.toBe(b?.id);
  });

  it('is free again after a refusal: nothing was done under it', async () => {
    const siteId = await world.site();
    const renew = (expiresAt: string) => world.run(renewSite, { siteId, expiresAt, reason: 'r' }, 'olga', { idempotencyKey: 'second try' });
    expect(await problemOf(renew('2026-01-01'))).toMatchObject({ kind: 'rule' });
    expect(await renew('2027-02-01')).toMatchObject({ expiresAt: '2027-02-01T00:00:00.000Z' });
  });

  it('gives nobody an answer about what they may not do', async () => {
    const siteId = await world.site();
    expect(await problemOf(world.run(renewSite, { siteId, expiresAt: '2027-02-01', reason: 'r' }, 'mia', { idempotencyKey: 'hidden' }))).toMatchObject({ kind: 'not-found' });
    expect(await world.db.prisma.idempotencyKey.count({ where: { key: 'hidden' } })).toBe(0);
  });
});
