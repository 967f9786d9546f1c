import { isSensitive, sensitivities } from '@/lib/domain/classification';
import type { Role } from '@/lib/domain/permissions';
import { runCommand } from '@/lib/gate/command';
import { saveView } from '@/lib/views/commands/save-view';
import { setDefaultView } from '@/lib/views/commands/set-default-view';
import { as, type DemoWorld, type Step } from './demo-world';

type SharedView = { name: string; query: Record<string, string>; firstFor?: Role };

/** What the demo's admin looks at again and again. Admins and members begin with all Sites. */
const sharedViews: readonly SharedView[] = [
  { name: 'Ownerless', query: { condition: 'ownerless', sort: 'title' } },
  { name: 'Expiring in 30 days', query: { expires: '<30d', state: '-retired', sort: 'expiresAt' } },
  {
    name: 'Open to the workspace with sensitive data',
    query: { audience: 'workspace_all', sensitivity: sensitivities.filter(isSensitive).join(','), columns: 'state,audience,owner,sources,classification,conditions' },
    firstFor: 'reviewer',
  },
  { name: 'Not visited for 90 days', query: { visited: '>90d', state: 'live', sort: 'lastVisitedAt', columns: 'state,owner,lastVisited,audience,expires' }, firstFor: 'auditor' },
];

/** The shared views of the demo, saved a fortnight ago. */
export function viewSteps(world: DemoWorld): Step[] {
  const at = world.clock.ago(14);
  const run = async (now: Date): Promise<void> => {
    const actor = as(world, 'admin');
    for (const { name, query, firstFor } of sharedViews) {
      const { id } = await runCommand(saveView, { name, query: new URLSearchParams(query).toString(), isShared: true }, actor, { db: world.db, now });
      if (firstFor !== undefined) await runCommand(setDefaultView, { role: firstFor, view: id }, actor, { db: world.db, now });
    }
  };
  return [{ at, run }];
}
