import { z } from 'zod';
import { isQuiet, settingsSchema, type Settings } from '@/lib/domain/settings';
import { simulatedActionOf, simulatedActions, widestOf, type SimulatedAction } from '@/lib/domain/simulation';
import { instant } from '@/lib/domain/text';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { readSettings } from '@/lib/settings/get-settings';
import { readLifecycleFacts, type LifecyclePage, type LifecycleRow } from './read-lifecycle-facts';
import { countOpenSites } from './survey';

/** Sites in memory at a time. */
const batchSize = 5_000;
/** After so many ms an answer goes out, and says where the next one begins: nothing runs on that nobody waits for. */
const answerWithinMs = 2_000;
/** Sites that one answer names for each action. */
const namedAtMost = 50;

const siteShape = z.object({ id: z.uuid(), slug: z.string(), title: z.string() });
const outcomeShape = z.object({
  action: z.enum(simulatedActions),
  /** Sites to which the settings in force, and the proposed ones, would do it. */
  inForce: z.int(),
  proposed: z.int(),
  /** The first of those to which the proposed ones would. */
  first: z.array(siteShape),
});
export const simulationShape = z.object({
  /** As of when; send it along to go on. */
  at: z.iso.datetime(),
  /** Whether it is put off, because the proposed settings call that day quiet. */
  isQuiet: z.boolean(),
  /** Sites looked at in this part; the others have nothing that could come due. */
  lookedAt: z.int(),
  /** All open Sites, of which a sweep may close only so many; told with the first part. */
  openSites: z.int().nullable(),
  outcomes: z.array(outcomeShape),
  /** Where the next part begins; null: that was the last. */
  next: z.uuid().nullable(),
});
export type SimulationPart = z.infer<typeof simulationShape>;

/**
 * What settings would do today, against those in force: a part of all Sites in each answer, by the very rules of the
 * sweep. Nothing is written. The parts add up.
 */
export const simulateSettings = query({
  name: 'settings.simulate',
  input: z.strictObject({ settings: settingsSchema, at: instant.optional(), after: z.uuid().nullable().default(null) }),
  may: (actor) => judge('settings.simulate', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { settings: proposed, at: asked, after: from }, _visible, { now }): Promise<SimulationPart> => {
    const at = asked ?? now;
    const { settings: inForce } = await readSettings(prisma);
    const settings = widestOf(inForce, proposed);
    const tally = new Tally(inForce, proposed, at);
    const started = performance.now();
    let after = from;
    let isLast = false;
    do {
      const { rows, through }: LifecyclePage = await readLifecycleFacts(prisma, { after, limit: batchSize, now: at, settings, lookFor: 'questions' });
      for (const row of rows) tally.add(row);
      after = through ?? after;
      isLast = through === null;
    } while (!isLast && performance.now() - started < answerWithinMs);
    return {
      at: at.toISOString(),
      isQuiet: isQuiet(proposed, at),
      lookedAt: tally.lookedAt,
      openSites: from === null ? await countOpenSites(prisma) : null,
      outcomes: tally.outcomes(),
      next: isLast ? null : after,
    };
  },
});

class Tally {
  lookedAt = 0;
  private readonly counts = new Map<SimulatedAction, { inForce: number; proposed: number; first: SimulationPart['outcomes'][number]['first'] }>(
    simulatedActions.map((action) => [action, { inForce: 0, proposed: 0, first: [] }]),
  );

  constructor(
    private readonly inForce: Settings,
    private readonly proposed: Settings,
    private readonly at: Date,
  ) {}

  add({ id, slug, title, facts }: LifecycleRow): void {
    this.lookedAt += 1;
    const now = this.of(simulatedActionOf(facts, this.inForce, this.at));
    const then = this.of(simulatedActionOf(facts, this.proposed, this.at));
    if (now !== undefined) now.inForce += 1;
    if (then === undefined) return;
    then.proposed += 1;
    if (then.first.length < namedAtMost) then.first.push({ id, slug, title });
  }

  outcomes(): SimulationPart['outcomes'] {
    return [...this.counts].map(([action, counts]) => ({ action, ...counts }));
  }

  private of(action: SimulatedAction | null) {
    return action === null ? undefined : this.counts.get(action);
  }
}
