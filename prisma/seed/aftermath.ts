import { v7 as uuidv7 } from 'uuid';
import { record } from '@/lib/audit/record';
import { inTransaction } from '@/lib/db/transaction';
import { systemActor } from '@/lib/gate/actor';
import { setDelegation } from '@/lib/requests/commands/set-delegation';
import { openReReviews } from '@/lib/requests/open-re-reviews';
import { readSettings } from '@/lib/settings/get-settings';
import { act, type DemoWorld, type Step } from './demo-world';
import { required } from './people';
import { edited } from './sites';

/** What comes after an approval: two that are looked at again, and a reviewer who is away meanwhile. */
export function aftermathSteps(world: DemoWorld): Step[] {
  return [
    // After the sources that must not meet any more (sources.ts): the Site in which they do is closed first.
    reReviews(world, 3.2),
    edited(world, 1.7, 'renewal-whisperer', 'owner', {
      dataSources: [{ key: 'snowflake', mode: 'read_only' }, { key: 'salesforce', mode: 'read_only' }, { key: 'actively', mode: 'read_only' }, { key: 'outreach', mode: 'read_only' }],
      dataSourceNote: 'Health score from Snowflake, contract dates from Salesforce, replies to sequences from Outreach.',
      reason: 'Replies to sequences say more than the health score.',
    }),
    reReviews(world, 1.69),
    act(world, 1.5, setDelegation, 'priya.raghunathan', () => ({ to: required(world.people, 'reviewer').id, endsAt: world.clock.day(9).toISOString(), reason: 'On holiday' })),
  ];
}

/** The job that opens them, as it ran then. */
function reReviews(world: DemoWorld, daysAgo: number): Step {
  return {
    at: world.clock.ago(daysAgo),
    run: (now) =>
      inTransaction(world.db, async (tx) => {
        const actor = systemActor('Re-review', { via: 'job', correlationId: uuidv7() });
        const { events } = await openReReviews(tx, { now, actor, settings: (await readSettings(tx)).settings }, 10);
        await record(tx, events, { actor, now });
      }),
  };
}
