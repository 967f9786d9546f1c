import { addDays } from 'date-fns';
import { enforcementAspectLabels } from '@/lib/domain/enforcement';
import { provedBy, settledBy, type PlatformReport, type ReportedSite } from '@/lib/domain/enforcement-proof';
import type { DomainEvent } from '@/lib/domain/events';
import type { Settings } from '@/lib/domain/settings';
import type { DemandInForce } from './read-demands';
import type { DemandMove } from './write';

type Reported = { siteId: string; report: PlatformReport; site: ReportedSite };

export type Settlement = {
  moves: DemandMove[];
  events: DomainEvent[];
  confirmed: DemandInForce[];
  reopened: DemandInForce[];
};

/**
 * What the platform's report makes of the demands in force: it closes what it shows done, and asks again for what it shows
 * undone. `closedByPlatform` are Sites that the platform has suspended of its own accord: that they should be open is no
 * decision in force any more.
 */
export function settleByReports(
  demands: readonly DemandInForce[],
  reports: readonly Reported[],
  { reportedAt, settings, closedByPlatform }: { reportedAt: Date; settings: Pick<Settings, 'confirmDays'>; closedByPlatform: ReadonlySet<string> },
): Settlement {
  const bySite = new Map(reports.map((each) => [each.siteId, each]));
  const settlement: Settlement = { moves: [], events: [], confirmed: [], reopened: [] };
  for (const demand of demands) {
    const reported = bySite.get(demand.site.id);
    if (reported === undefined) continue;
    if (demand.aspect === 'availability' && closedByPlatform.has(demand.site.id)) {
      settlement.moves.push({ ...unsettled(demand), state: 'superseded', settledAt: reportedAt });
      continue;
    }
    const outcome = settledBy(demand, provedBy(demand.wish, reported.report, reported.site), reportedAt);
    if (outcome === null) continue;
    const subject = { kind: 'enforcement', id: demand.id, name: enforcementAspectLabels[demand.aspect] } as const;
    settlement.events.push({ type: `enforcement.${outcome}`, site: demand.site, subject, data: { proof: 'feed', reportedAt: reportedAt.toISOString() } });
    settlement[outcome].push(demand);
    settlement.moves.push(
      outcome === 'confirmed'
        ? { ...unsettled(demand), state: 'confirmed', settledAt: reportedAt, proof: 'feed' }
        : { ...unsettled(demand), state: 'requested', again: { requestedAt: reportedAt, overdueAt: addDays(reportedAt, settings.confirmDays) } },
    );
  }
  return settlement;
}

function unsettled({ id, revision }: DemandInForce): Omit<DemandMove, 'state'> {
  return { id, revision, settledAt: null, proof: null, settledById: null, note: null };
}
