import { addDays } from 'date-fns';
import { enforcementAspectLabels, type EnforcementAspect, type EnforcementState } from './enforcement';
import type { DomainEvent } from './events';
import { refuse, type Refusal } from './refusal';
import type { Settings } from './settings';

/** What a named person can say of a demand. `again`: it was settled by mistake, or can be done after all. */
export const settlementOutcomes = ['done', 'failed', 'again'] as const;
export type SettlementOutcome = (typeof settlementOutcomes)[number];

export type SettledDemand = { id: string; site: { id: string; slug: string; title: string }; aspect: EnforcementAspect; state: EnforcementState; revision: number };

type Input = { items: readonly { id: string; revision: number }[]; outcome: SettlementOutcome; note: string };

/** Where each demand goes; the person and the instant are written beside it. */
export type PersonMove = { id: string; revision: number; state: EnforcementState; overdueAt: Date | null };

const from: Record<SettlementOutcome, readonly EnforcementState[]> = {
  done: ['requested', 'unconfirmed', 'failed'],
  failed: ['requested', 'unconfirmed', 'failed'],
  again: ['confirmed', 'failed'],
};

const events = { done: 'enforcement.confirmed', failed: 'enforcement.failed', again: 'enforcement.reopened' } as const;

/** One person settles demands, all or none of them: each as they saw it, and only while it still is to be done. */
export function settle(
  { demands, settings }: { demands: readonly SettledDemand[]; settings: Pick<Settings, 'confirmDays'> },
  { items, outcome, note }: Input,
  now: Date,
): { moves: PersonMove[]; events: DomainEvent[] } | Refusal {
  for (const demand of demands) {
    const seen = items.find(({ id }) => id === demand.id)?.revision;
    const what = `“${demand.site.title}” (${enforcementAspectLabels[demand.aspect].toLowerCase()})`;
    if (demand.state === 'superseded') return refuse('conflict', `A newer decision has taken the place of the one about ${what}. Nothing was changed.`, { details: { enforcement: demand.id } });
    if (seen !== demand.revision) return refuse('stale', `The task about ${what} changed since you looked at it. Look again, then repeat.`, { details: { enforcement: demand.id, currentRevision: demand.revision } });
    if (!from[outcome].includes(demand.state)) {
      const reason = outcome === 'again' ? `${what} is a task already.` : `${what} is confirmed already.`;
      return refuse('conflict', reason, { details: { enforcement: demand.id, state: demand.state } });
    }
  }
  const state = outcome === 'done' ? 'confirmed' : outcome === 'failed' ? 'failed' : 'requested';
  return {
    moves: demands.map(({ id, revision }) => ({ id, revision, state, overdueAt: outcome === 'again' ? addDays(now, settings.confirmDays) : null })),
    events: demands.map(({ id, site, aspect, state: before }) => ({
      type: events[outcome],
      site,
      subject: { kind: 'enforcement', id, name: enforcementAspectLabels[aspect] },
      reason: note,
      changes: { state: { before, after: state } },
      ...(outcome === 'done' ? { data: { proof: 'person' } } : {}),
    })),
  };
}
