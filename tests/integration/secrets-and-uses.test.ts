import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTransaction } from '@/lib/db/transaction';
import { editSite } from '@/lib/sites/commands/edit-site';
import { noteRotation } from '@/lib/sites/commands/note-rotation';
import { loadSites } from '@/lib/sites/load-site';
import { writeBelongings } from '@/lib/sites/write-belongings';
import { now, problemOf, World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

const january = new Date('2026-01-10T00:00:00Z');
const newKey = async (key: string, isSecret = true): Promise<string> => {
  const siteId = await world.site();
  await world.db.prisma.environmentKey.create({ data: { siteId, key, isSecret, present: true, firstSeenAt: january } });
  return siteId;
};

it('the owner notes that a secret was replaced; the record and the audit log say when', async () => {
  const siteId = await newKey('CRM_TOKEN');
  const site = await world.run(noteRotation, { siteId, key: 'CRM_TOKEN', note: 'Quarterly.' }, 'olga');
  expect(site.record?.environmentKeys).toEqual([
    { key: 'CRM_TOKEN', isSecret: true, declared: false, present: true, firstSeenAt: january.toISOString(), rotatedAt: now.toISOString() },
  ]);
  const events = await world.db.prisma.auditEvent.findMany({ where: { siteId, type: 'site.secret_rotated' } });
  expect(events.map(({ body }) => JSON.parse(body) as object)).toMatchObject([{ reason: 'Quarterly.', changes: { 'secret.CRM_TOKEN': { before: null, after: now.toISOString() } } }]);
});

it('noting it is forbidden to everybody but the owner and admins, and names what is not there', async () => {
  const siteId = await newKey('CRM_TOKEN');
  expect((await problemOf(world.run(noteRotation, { siteId, key: 'CRM_TOKEN' }, 'rita'))).kind).toBe('forbidden');
  expect((await problemOf(world.run(noteRotation, { siteId, key: 'CRM_TOKEN' }, 'hal'))).kind).toBe('not-found');
  expect((await problemOf(world.run(noteRotation, { siteId, key: 'OTHER' }, 'ada'))).errors).toEqual([{ path: 'key', message: 'This Site has no environment key of that name.' }]);
  expect(await world.db.prisma.environmentKey.count({ where: { siteId, rotatedAt: { not: null } } })).toBe(0);
});

it('a feed that reports the keys again keeps since when each is known and when it was replaced', async () => {
  const siteId = await newKey('CRM_TOKEN');
  await world.run(noteRotation, { siteId, key: 'CRM_TOKEN' }, 'ada');
  const key = (name: string) => ({ key: name, isSecret: true, declared: true, present: true });
  await inTransaction(world.db, (tx) => writeBelongings(tx, siteId, { environment: [key('CRM_TOKEN'), key('NEW')] }, now));
  const rows = await world.db.prisma.environmentKey.findMany({ where: { siteId }, orderBy: { key: 'asc' } });
  expect(rows).toMatchObject([{ key: 'CRM_TOKEN', declared: true, firstSeenAt: january, rotatedAt: now }, { key: 'NEW', firstSeenAt: now, rotatedAt: null }]);
  await inTransaction(world.db, (tx) => writeBelongings(tx, siteId, { environment: [key('NEW')] }, now));
  expect(await world.db.prisma.environmentKey.count({ where: { siteId } })).toBe(1);
});

it('the owner declares what the Site is used for, and an unknown use is refused by its field', async () => {
  const siteId = await world.site();
  const site = await world.run(editSite, { siteId, uses: ['payment_approval', 'hr_evaluation', 'payment_approval'] }, 'olga');
  expect(site.uses).toEqual(['payment_approval', 'hr_evaluation']);
  expect((await loadSites(world.db.prisma, [siteId], world.as.ada)).get(siteId)?.site.uses).toEqual(['payment_approval', 'hr_evaluation']);
  const before = await world.db.prisma.auditEvent.count({ where: { siteId } });
  await world.run(editSite, { siteId, uses: ['hr_evaluation', 'payment_approval'] }, 'olga');
  expect(await world.db.prisma.auditEvent.count({ where: { siteId } })).toBe(before);
  expect((await problemOf(world.run(editSite, { siteId, uses: ['chess'] as never }, 'olga'))).errors?.[0]?.path).toBe('uses[0]');
});
