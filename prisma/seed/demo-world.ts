import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import type { Audience } from '@/lib/domain/audience';
import type { DomainEvent } from '@/lib/domain/events';
import { personActor, type Actor } from '@/lib/gate/actor';
import { runCommand, type Command } from '@/lib/gate/command';
import type { Database, Tx } from '@/lib/db/client';
import type { DemoClock } from './demo-clock';
import type { AudienceSpec } from './site-spec';
import { required, type Workforce } from './people';

/** What every part of the demo shares: the database, the time, and who and what there is by name. */
export type DemoWorld = Workforce & {
  db: Database;
  clock: DemoClock;
  sourceIds: ReadonlyMap<string, string>;
  /** Ids of Sites by slug, filled as they arrive. */
  siteIds: Map<string, string>;
};

/** Something that happened at an instant. The demo's history is its steps in the order of time. */
export type Step = { at: Date; run: (now: Date) => Promise<void> };

/** A person acting in the browser. */
export function as({ people }: Pick<DemoWorld, 'people'>, key: string): Actor {
  return personActor(required(people, key), ['read', 'write'], null, { via: 'ui', correlationId: uuidv7() });
}

export function toAudience({ people, groups }: Pick<DemoWorld, 'people' | 'groups'>, spec: AudienceSpec): Audience {
  if (spec === 'workspace_all') return { mode: 'workspace_all', people: [], groups: [] };
  return {
    mode: 'custom',
    people: (spec.people ?? []).map((key) => required(people, key).id),
    groups: (spec.groups ?? []).map((name) => required(groups, name).id),
  };
}

/** The row of a Site as it is now, for what has no command because it arrives from outside. */
export async function revisionOf(tx: Tx, id: string): Promise<{ id: string; revision: number; slug: string; title: string }> {
  return tx.site.findUniqueOrThrow({ where: { id }, select: { id: true, revision: true, slug: true, title: true } });
}

/** A command that somebody ran that many days ago. */
export function act<Schema extends z.ZodType, Loaded, Outcome extends { events: DomainEvent[] }, Answer>(
  world: DemoWorld,
  daysAgo: number,
  definition: Command<Schema, Loaded, Outcome, Answer>,
  by: string,
  input: () => unknown,
): Step {
  return {
    at: world.clock.ago(daysAgo),
    run: async (now) => {
      await runCommand(definition, input(), as(world, by), { db: world.db, now });
    },
  };
}
