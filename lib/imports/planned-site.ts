import type { SourceMode } from '@/lib/domain/classification';
import type { Changes, DomainEvent } from '@/lib/domain/events';
import type { SitePatch } from '@/lib/domain/site-decisions';
import type { ArrivalColumns } from '@/lib/sites/write';
import type { ImportItem, ImportReport } from './report';
import { itemsListed } from './report';
import type { ImportRefusal } from './parse/refusal';

/** Columns of a Site that an arrival makes; it begins owner and admins only like every other. */
export type NewSite = ArrivalColumns & {
  slug: string;
  title: string;
  state: 'draft' | 'live' | 'disabled';
  ownerId: string | null;
  createdAt: Date;
  updatedAt: Date;
};

/** Rows that hang on a Site. Absent: this arrival says nothing about them. */
export type Belongings = {
  bindings?: { kind: 'd1' | 'r2'; name: string | null }[];
  environment?: { key: string; isSecret: boolean; declared: boolean; present: boolean }[];
  versions?: VersionRow[];
  deployments?: DeploymentRow[];
};

export type VersionRow = { platformId: string; number: number | null; commitSha: string | null; deploymentId: string | null; savedAt: Date | null };

export type DeploymentRow = {
  platformId: string;
  versionPlatformId: string | null;
  status: 'pending' | 'building' | 'publishing' | 'succeeded' | 'failed';
  url: string | null;
  failureMessage: string | null;
  environmentRevision: bigint | null;
  platformUpdatedAt: Date | null;
};

/** What an arrival does to one Site: nothing, a change, or a new Site. `also` tells of what follows from it. */
export type PlannedSite = {
  from: string;
  site: { id: string; slug: string; title: string };
  changes: Changes;
  belongings: Belongings;
} & (
  | { outcome: 'unchanged' }
  | { outcome: 'changed'; revision: number; patch: SitePatch; arrival: ArrivalColumns; event: DomainEvent; also?: DomainEvent[] }
  | { outcome: 'created'; create: NewSite; dataSources: { id: string; mode: SourceMode }[]; event: DomainEvent; also?: DomainEvent[] }
);

export type Plan = { planned: PlannedSite[]; refused: ImportRefusal[]; ignored: string[] };

/** A plan as people read it. A Site that isn't there yet has no id before the import is applied. */
export function toReport({ planned, refused, ignored }: Plan, applied: boolean): ImportReport {
  const count = (outcome: PlannedSite['outcome']): number => planned.filter((entry) => entry.outcome === outcome).length;
  // What happens stands before what doesn't, so that a long list is cut where it matters least.
  const rank = { created: 0, changed: 1, unchanged: 2 };
  const items = [...planned]
    .sort((a, b) => rank[a.outcome] - rank[b.outcome])
    .slice(0, itemsListed)
    .map(
      (entry): ImportItem => ({
        from: entry.from,
        outcome: entry.outcome,
        site: { ...entry.site, id: entry.outcome === 'created' && !applied ? null : entry.site.id },
        changes: entry.changes,
      }),
    );
  return { applied, created: count('created'), changed: count('changed'), unchanged: count('unchanged'), refused, refusedOmitted: 0, ignored, items, itemsOmitted: planned.length - items.length };
}

/** The events of a plan that is applied: one for each Site, and one for the import as a whole. */
export function eventsOf(plan: Plan, kind: 'manifests' | 'feed', importId: string): DomainEvent[] {
  const events = siteEventsOf(plan, importId);
  return events.length === 0 ? [] : [...events, appliedEvent(toReport(plan, true), kind, importId)];
}

export function siteEventsOf({ planned }: Plan, importId: string): DomainEvent[] {
  return planned.flatMap((entry) => (entry.outcome === 'unchanged' ? [] : [entry.event, ...(entry.also ?? [])].map((event) => ({ ...event, data: { ...event.data, importId } }))));
}

export function appliedEvent({ created, changed, unchanged, refused, refusedOmitted }: ImportReport, kind: 'manifests' | 'feed' | 'csv', importId: string): DomainEvent {
  return {
    type: 'import.applied',
    subject: { kind: 'import', id: importId, name: kind },
    data: { created, changed, unchanged, refused: refused.length + refusedOmitted },
  };
}

/** The versions that a plan reports as newly deployed, for the policies to look at. */
export function deployedBy({ planned }: Plan): { siteId: string; deploymentId: string }[] {
  return planned.flatMap(({ site, belongings: { deployments = [] } }) =>
    deployments.flatMap(({ status, platformId }) => (status === 'succeeded' ? [{ siteId: site.id, deploymentId: platformId }] : [])),
  );
}
