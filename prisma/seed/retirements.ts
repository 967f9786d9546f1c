import { v7 as uuidv7 } from 'uuid';
import { record } from '@/lib/audit/record';
import { inTransaction } from '@/lib/db/transaction';
import { defaultSettings } from '@/lib/domain/settings';
import { systemActor } from '@/lib/gate/actor';
import { advanceRetirements } from '@/lib/retirements/advance-retirements';
import { beginRetirement } from '@/lib/retirements/commands/begin-retirement';
import { confirmDeletion } from '@/lib/retirements/commands/confirm-deletion';
import { settleExport } from '@/lib/retirements/commands/settle-export';
import { settleSecret } from '@/lib/retirements/commands/settle-secret';
import { disableSite } from '@/lib/sites/commands/disable-site';
import { act, type DemoWorld, type Step } from './demo-world';
import { required } from './people';

/** Sites on their way out, and one that is gone. */
export function retirementSteps(world: DemoWorld): Step[] {
  const siteId = (slug: string): string => required(world.siteIds, slug);
  const slug = 'legacy-crm-export';
  return [
    act(world, 99, disableSite, 'mireille.fontaine', () => ({ siteId: siteId(slug), reason: 'project_completed', note: 'Everything was moved to Salesforce.' })),
    act(world, 95, beginRetirement, 'mireille.fontaine', () => ({ siteId: siteId(slug), reason: 'Everything was moved to Salesforce.', graduatedInto: 'Salesforce reports' })),
    { at: world.clock.ago(94), run: (now) => settleOpen(world, siteId(slug), 'mireille.fontaine', now) },
    // Both ends of a weekend, so that one of the two is a day on which something may be asked for.
    ...[45, 43].map((daysAgo) => ({ at: world.clock.ago(daysAgo), run: (now: Date) => sweep(world, now) })),
    act(world, 40, confirmDeletion, 'admin', () => ({ siteId: siteId(slug), slug, note: 'Deleted in the platform’s admin page; the address answers 404.' })),
    act(world, 3, beginRetirement, 'minh.pham', () => ({ siteId: siteId('booth-quiz'), reason: 'Last year’s booth is over.' })),
  ];
}

/** Says of everything that a Site still has where it went. */
async function settleOpen(world: DemoWorld, siteId: string, by: string, now: Date): Promise<void> {
  const { exports, secrets } = await world.db.prisma.retirement.findFirstOrThrow({ where: { siteId }, include: { exports: true, secrets: true } });
  const settle = (step: Step): Promise<void> => step.run(now);
  for (const { kind } of exports) {
    await settle(act(world, 0, settleExport, by, () => ({ siteId, kind, decision: { outcome: 'exported', location: `Archive bucket, folder legacy-crm-export/${kind}`, checksum: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' } })));
  }
  for (const { key } of secrets) {
    await settle(act(world, 0, settleSecret, by, () => ({ siteId, key, isRevoked: true, powered: 'The export from the old CRM', note: 'Removed in the old CRM together with its account.' })));
  }
}

/** What a sweep of that instant does to retirements. */
async function sweep(world: DemoWorld, now: Date): Promise<void> {
  const actor = systemActor('Lifecycle', { via: 'job', correlationId: uuidv7() });
  await inTransaction(world.db, async (tx) => {
    const { events } = await advanceRetirements(tx, { now, settings: defaultSettings, actor }, null, 100);
    await record(tx, events, { actor, now });
  });
}
