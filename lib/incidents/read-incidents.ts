import { openEnforcementStates } from '@/lib/domain/enforcement';
import { beyondApproved } from '@/lib/domain/beyond-approved';
import type { Reader } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { enforcementInclude, toEnforcementView } from '@/lib/enforcement/enforcement-row';
import { observedAccessSchema, readObservedAccess } from '@/lib/sites/observed-access';
import type { IncidentView } from './incident-shape';

const namesShown = 20;
const person = { select: { id: true, name: true, email: true } } as const;

const include = {
  acknowledgedBy: person,
  site: {
    select: {
      id: true, slug: true, title: true, state: true, audience: true, observedMode: true, observedAccess: true,
      owner: person,
      audiencePeople: { select: { person: { select: { email: true } } } },
      audienceGroups: { select: { group: { select: { id: true, externalId: true } } } },
    },
  },
} as const satisfies Prisma.DriftIncidentInclude;

type Row = Prisma.DriftIncidentGetPayload<{ include: typeof include }>;

/** Incidents by id, in the order of the ids given, with what is left to do on the platform. */
export async function readIncidents(db: Reader, ids: readonly string[], now: Date): Promise<IncidentView[]> {
  const rows = await db.driftIncident.findMany({ where: { id: { in: [...ids] } }, include });
  const open = rows.filter(({ closedAt }) => closedAt === null).map(({ siteId }) => siteId);
  const demands = await db.enforcement.findMany({
    where: { siteId: { in: open }, aspect: { in: ['access', 'availability'] }, state: { in: [...openEnforcementStates] } },
    include: enforcementInclude,
    orderBy: [{ aspect: 'asc' }, { id: 'asc' }],
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const tasks = row.closedAt === null ? demands.filter(({ siteId }) => siteId === row.siteId) : [];
    return [toView(row, tasks.map((task) => toEnforcementView(task, now)))];
  });
}

function toView(row: Row, tasks: IncidentView['tasks']): IncidentView {
  const { id, slug, title, state, audience, owner } = row.site;
  return {
    id: row.id,
    site: { id, slug, title, state, audience, owner },
    drift: row.drift,
    observedMode: row.observedMode,
    observedRevision: row.observedRevision === null ? null : Number(row.observedRevision),
    beyond: beyondOf(row),
    openedAt: row.openedAt.toISOString(),
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    acknowledgedBy: row.acknowledgedBy,
    note: row.note,
    closedAt: row.closedAt?.toISOString() ?? null,
    ending: row.ending,
    tasks,
  };
}

/** Of an incident that is over nobody is named: the report has moved on. */
function beyondOf({ site, closedAt }: Row): IncidentView['beyond'] {
  const stored = observedAccessSchema.safeParse(site.observedAccess);
  if (closedAt !== null || !stored.success) return { people: [], groups: [], more: 0, externalVisitors: 0 };
  const approved = {
    mode: site.audience,
    emails: site.audiencePeople.map(({ person: { email } }) => email),
    groups: site.audienceGroups.map(({ group }) => group.externalId ?? group.id),
    owner: site.owner?.email ?? null,
  };
  const { emails, groups } = beyondApproved(approved, readObservedAccess(site.observedMode, site.observedAccess));
  const names = new Map(stored.data.groups?.map(({ id, name }) => [id, name ?? id]));
  return {
    people: emails.slice(0, namesShown),
    groups: groups.slice(0, namesShown).map((id) => names.get(id) ?? id),
    more: Math.max(0, emails.length - namesShown) + Math.max(0, groups.length - namesShown),
    externalVisitors: stored.data.externalVisitors,
  };
}
