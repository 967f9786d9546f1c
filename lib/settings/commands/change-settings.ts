import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { refuse, refuseField, type Json, type Refusal } from '@/lib/domain/refusal';
import type { Changes, DomainEvent } from '@/lib/domain/events';
import { settingsSchema, type Settings } from '@/lib/domain/settings';
import { prose } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { ProblemError } from '@/lib/gate/problem';
import { readSettings } from '../get-settings';

/** Changes the workspace's settings; what was and what is stands in the audit log. */
export const changeSettings = command({
  name: 'settings.change',
  input: z.strictObject({ settings: settingsSchema, reason: prose(2000), revision: z.int().min(0) }),
  load: async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('settings', 0))`;
    return readSettings(tx);
  },
  may: (actor) => judge('settings.change', roleStandings(actor)),
  decide: (current, input): { settings: Settings; events: DomainEvent[] } | Refusal => {
    if (input.revision !== current.revision) return refuse('stale', 'Somebody else changed the settings since you looked. Look again, then repeat.');
    const changes = differences(current.settings, input.settings);
    if (Object.keys(changes).length === 0) return refuseField('settings', 'These are the settings already.');
    return {
      settings: input.settings,
      events: [{ type: 'settings.changed', subject: { kind: 'settings', id: 'workspace', name: 'Workspace settings' }, reason: input.reason, changes }],
    };
  },
  save: async (tx, { revision }, { settings }, { now }) => {
    if (revision === 0) {
      await tx.workspaceSettings.create({ data: { id: 1, value: settings, revision: 1, updatedAt: now } });
    } else {
      const { count } = await tx.workspaceSettings.updateMany({
        where: { id: 1, revision },
        data: { value: settings, revision: revision + 1, updatedAt: now },
      });
      if (count === 0) throw new ProblemError('stale', 'Somebody else changed the settings a moment ago. Look again, then repeat.');
    }
    return { settings, revision: revision + 1 };
  },
});

/** Field by field, the nested ones by their path (`lifetimeDays.team_internal`). */
function differences(before: Settings, after: Settings): Changes {
  const was = flatten(before);
  const is = flatten(after);
  return Object.fromEntries(
    Object.keys(is)
      .filter((path) => was[path] !== is[path])
      .map((path) => [path, { before: was[path] ?? null, after: is[path] ?? null }]),
  );
}

function flatten(tree: object, above = ''): Record<string, Json> {
  return Object.assign(
    {},
    ...(Object.entries(tree) as [string, Json][]).map(([key, value]) => {
      const path = `${above}${key}`;
      if (value !== null && typeof value === 'object' && !Array.isArray(value)) return flatten(value, `${path}.`);
      return { [path]: Array.isArray(value) ? value.join(', ') : value };
    }),
  ) as Record<string, Json>;
}
