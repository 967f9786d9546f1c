import { advanceCampaign } from '@/lib/campaigns/advance-campaign';
import { answerCampaign } from '@/lib/campaigns/commands/answer-campaign';
import { closeCampaign } from '@/lib/campaigns/commands/close-campaign';
import { startCampaign } from '@/lib/campaigns/commands/start-campaign';
import type { CampaignSilence } from '@/lib/domain/campaign';
import { runCommand } from '@/lib/gate/command';
import { as, type DemoWorld, type Step } from './demo-world';

type Review = { name: string; query: string; instructions: string; silence: CampaignSilence; started: number; dueIn: number };

/** An access review that was closed, and one that is under way. */
export function campaignSteps(world: DemoWorld): Step[] {
  const summer = 'Customer data, third quarter';
  const autumn = 'Sites for everybody, autumn';
  return [
    starts(world, { name: summer, query: 'sensitivity=customer&state=live', instructions: 'Who still works with these customers?', silence: 'keep', started: 58, dueIn: 14 }),
    answers(world, summer, 55, 'owner', 6, 'Looked through with the team leads.'),
    {
      at: world.clock.ago(44.2),
      run: async (now) => {
        const id = await idOf(world, summer);
        await runCommand(closeCampaign, { campaignId: id, reason: 'Everybody whom it concerns has answered.' }, as(world, 'reviewer'), { db: world.db, now });
        await advance(world, id, now);
      },
    },
    starts(world, { name: autumn, query: 'audience=workspace_all', instructions: 'Does everybody in the company still need it? Where a team is enough, revoke it here and ask for the team.', silence: 'narrow_to_owner', started: 8, dueIn: 29 }),
    answers(world, autumn, 6, 'hugo.tremblay', 2, 'Everybody uses it.'),
  ];
}

function starts(world: DemoWorld, { started, dueIn, ...review }: Review): Step {
  return {
    at: world.clock.ago(started),
    run: async (now) => {
      const { id } = await runCommand(startCampaign, { ...review, dueAt: world.clock.day(dueIn - started).toISOString() }, as(world, 'reviewer'), { db: world.db, now });
      await advance(world, id, now);
    },
  };
}

/** Somebody keeps everybody of their first Sites where nothing speaks against it. */
function answers(world: DemoWorld, name: string, daysAgo: number, by: string, atMost: number, note: string): Step {
  return {
    at: world.clock.ago(daysAgo),
    run: async (now) => {
      const actor = as(world, by);
      const id = await idOf(world, name);
      const items = await world.db.prisma.campaignItem.findMany({
        where: { campaignId: id, reviewerId: actor.personId, entries: { every: { recommendation: 'certify' } } },
        orderBy: { siteTitle: 'asc' },
        take: atMost,
        select: { siteId: true },
      });
      if (items.length === 0) return;
      await runCommand(answerCampaign, { campaignId: id, answers: items.map(({ siteId }) => ({ siteId, rest: 'certify' as const, note })) }, actor, { db: world.db, now });
    },
  };
}

async function idOf(world: DemoWorld, name: string): Promise<string> {
  return (await world.db.prisma.campaign.findFirstOrThrow({ where: { name }, select: { id: true } })).id;
}

function advance(world: DemoWorld, campaignId: string, now: Date): Promise<void> {
  return advanceCampaign(world.db, campaignId, { signal: new AbortController().signal, clock: () => now });
}
