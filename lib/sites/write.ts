import { driftOf, type AudienceMode, type Drift, type ObservedMode } from '@/lib/domain/audience';
import type { SitePatch } from '@/lib/domain/site-decisions';
import type { Tx } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { demandChanges } from '@/lib/enforcement/demand-changes';
import { ProblemError } from '@/lib/gate/problem';
import { readObservedAccess } from './observed-access';

/** Columns that only arrivals fill: what the platform or a repository says. */
export type ArrivalColumns = Omit<
  Prisma.SiteUncheckedUpdateManyInput,
  'id' | 'revision' | 'audience' | 'drift' | 'createdAt' | 'updatedAt' | 'ownerId' | 'state'
>;

/** What a change rests on: the row as it was loaded. */
type Base = { id: string; revision: number };
type SiteChange = { base: Base; patch: SitePatch };

/**
 * When a change is made and by whom. What somebody decided has to become true on the platform too, and is asked for in the
 * same transaction. `actor` null: nobody decided it, the platform or a repository reported it.
 */
export type Made = { now: Date; actor: { name: string } | null };

/**
 * The one place that changes a Site. The row moves from the revision that was loaded to the next or not at all,
 * and drift is worked out again whenever one of its sides moves.
 * @throws ProblemError 409 when somebody else changed the Site in between.
 */
export async function updateSite(tx: Tx, base: Base, patch: SitePatch, { now, actor }: Made, arrival: ArrivalColumns = {}): Promise<void> {
  const changes = [{ base, patch }];
  const drifts = await driftsAfter(tx, changes, arrival);
  await removeAudiences(tx, changes);
  const { count } = await tx.site.updateMany({
    where: { id: base.id, revision: base.revision },
    data: {
      ...arrival,
      ...columnsOf(patch, drifts.get(base.id), now),
      revision: base.revision + 1,
      updatedAt: now,
    },
  });
  if (count === 0) throw overtaken();
  await insertAudiences(tx, changes);
  await replaceDataSources(tx, changes);
  if (actor !== null) await demandChanges(tx, changes, { by: actor.name, now });
}

/** How a part of a patch is written: its column, and its type where the rows arrive as JSON. */
const patchColumns = {
  title: ['title', 'text'],
  description: ['description', 'text'],
  purpose: ['purpose', 'text'],
  classification: ['classification', '"Classification"'],
  departmentId: ['department_id', 'uuid'],
  ownerId: ['owner_id', 'uuid'],
  successorId: ['successor_id', 'uuid'],
  dataSourceNote: ['data_source_note', 'text'],
  state: ['state', '"SiteState"'],
  expiresAt: ['expires_at', 'timestamptz'],
  reviewDueAt: ['review_due_at', 'timestamptz'],
  lastReviewedAt: ['last_reviewed_at', 'timestamptz'],
  officialSince: ['official_since', 'timestamptz'],
  attestationAskedAt: ['attestation_asked_at', 'timestamptz'],
  tags: ['tags', 'text[]'],
  uses: ['uses', 'text[]'],
  audience: ['audience', '"AudienceMode"'],
  audienceApprovedAt: ['audience_approved_at', 'timestamptz'],
  drift: ['drift', '"Drift"'],
  disabledAt: ['disabled_at', 'timestamptz'],
  disabledReason: ['disabled_reason', '"DisableReason"'],
  disabledNote: ['disabled_note', 'text'],
  disabledFrom: ['disabled_from', '"SiteState"'],
  legalHoldAt: ['legal_hold_at', 'timestamptz'],
  legalHoldReason: ['legal_hold_reason', 'text'],
  successorAcceptedAt: ['successor_accepted_at', 'timestamptz'],
  keptAt: ['kept_at', 'timestamptz'],
  quarantinedAt: ['quarantined_at', 'timestamptz'],
  quarantineReason: ['quarantine_reason', '"QuarantineReason"'],
  guessedOwnerId: ['guessed_owner_id', 'uuid'],
  missingSince: ['missing_since', 'timestamptz'],
  fallbackNote: ['fallback_note', 'text'],
  retiredAt: ['retired_at', 'timestamptz'],
} as const satisfies Record<string, readonly [string, string]>;
type PatchColumn = keyof typeof patchColumns;
type ChangedColumns = Pick<Prisma.SiteUncheckedUpdateManyInput, PatchColumn>;

/**
 * As `updateSite`, for many in one statement; the caller holds their locks. All move or none does.
 * @throws ProblemError 409 when one of them is not at the revision that its change rests on.
 */
export async function updateSites(tx: Tx, changes: readonly SiteChange[], { now, actor }: Made): Promise<void> {
  const drifts = await driftsAfter(tx, changes);
  await removeAudiences(tx, changes);
  const rows = changes.map(({ base, patch }) => ({ base, columns: columnsOf(patch, drifts.get(base.id), now) }));
  const used = (Object.keys(patchColumns) as PatchColumn[]).filter((key) => rows.some(({ columns }) => key in columns));
  const sets = used.map((key) => {
    const [column] = patchColumns[key];
    return `, ${column} = CASE WHEN p.moves ? '${key}' THEN p."${key}" ELSE s.${column} END`;
  });
  const arriving = rows.map(({ base, columns }) => ({ ...columns, id: base.id, revision: base.revision, moves: Object.keys(columns) }));
  const count = await tx.$executeRaw`
    UPDATE site s SET revision = p.revision + 1, updated_at = ${now} ${Prisma.raw(sets.join(''))}
      FROM jsonb_to_recordset(${JSON.stringify(arriving)}::jsonb)
        AS p (id uuid, revision int, moves jsonb ${Prisma.raw(used.map((key) => `, "${key}" ${patchColumns[key][1]}`).join(''))})
     WHERE s.id = p.id AND s.revision = p.revision`;
  if (count !== changes.length) throw overtaken();
  await insertAudiences(tx, changes);
  await replaceDataSources(tx, changes);
  if (actor !== null) await demandChanges(tx, changes, { by: actor.name, now });
}

function columnsOf({ audience, disabled, legalHold, quarantine, dataSources: _written, ...columns }: SitePatch, drift: Drift | undefined, now: Date): ChangedColumns {
  return {
    ...columns,
    ...(audience === undefined ? {} : { audience: audience.mode, audienceApprovedAt: now }),
    ...(drift === undefined ? {} : { drift }),
    ...(disabled === undefined ? {} : disabledColumns(disabled)),
    // Another successor has said nothing yet.
    ...(columns.successorId === undefined || columns.successorAcceptedAt !== undefined ? {} : { successorAcceptedAt: null }),
    ...(quarantine === undefined ? {} : { quarantinedAt: quarantine?.at ?? null, quarantineReason: quarantine?.reason ?? null }),
    ...(legalHold === undefined ? {} : { legalHoldAt: legalHold?.at ?? null, legalHoldReason: legalHold?.reason ?? null }),
  };
}

function disabledColumns(disabled: SitePatch['disabled']) {
  return {
    disabledAt: disabled?.at ?? null,
    disabledReason: disabled?.reason ?? null,
    disabledNote: disabled?.note ?? null,
    disabledFrom: disabled?.from ?? null,
  };
}

function overtaken(): ProblemError {
  return new ProblemError('stale', 'Somebody else changed this Site a moment ago. Look again, then repeat.');
}

/** A new Site begins owner and admins only, whatever it came from. */
export async function insertSite(
  tx: Tx,
  site: Omit<Prisma.SiteUncheckedCreateInput, 'audience' | 'drift' | 'revision'> & { id: string },
  dataSources: NonNullable<SitePatch['dataSources']> = [],
): Promise<void> {
  const observed = readObservedAccess(site.observedMode ?? null, site.observedAccess ?? null);
  const owner = await ownerEmail(tx, site.ownerId ?? null);
  const drift = driftOf({ mode: 'admins_only', emails: [], groups: [], owner }, observed);
  await tx.site.create({ data: { ...site, audience: 'admins_only', drift } });
  if (dataSources.length > 0) await replaceDataSources(tx, [{ base: { id: site.id, revision: 1 }, patch: { dataSources } }]);
}

/** The lists go before the mode does: their keys hold the Site to `custom`. */
async function removeAudiences(tx: Tx, changes: readonly SiteChange[]): Promise<void> {
  const siteId = { in: changes.filter(({ patch }) => patch.audience !== undefined).map(({ base }) => base.id) };
  if (siteId.in.length === 0) return;
  await tx.siteAudiencePerson.deleteMany({ where: { siteId } });
  await tx.siteAudienceGroup.deleteMany({ where: { siteId } });
}

async function insertAudiences(tx: Tx, changes: readonly SiteChange[]): Promise<void> {
  const people = changes.flatMap(({ base, patch }) => (patch.audience?.people ?? []).map((personId) => ({ siteId: base.id, personId })));
  const groups = changes.flatMap(({ base, patch }) => (patch.audience?.groups ?? []).map((groupId) => ({ siteId: base.id, groupId })));
  if (people.length > 0) await tx.siteAudiencePerson.createMany({ data: people });
  if (groups.length > 0) await tx.siteAudienceGroup.createMany({ data: groups });
}

async function replaceDataSources(tx: Tx, changes: readonly SiteChange[]): Promise<void> {
  const moving = changes.filter(({ patch }) => patch.dataSources !== undefined);
  if (moving.length === 0) return;
  await tx.siteDataSource.deleteMany({ where: { siteId: { in: moving.map(({ base }) => base.id) } } });
  const data = moving.flatMap(({ base, patch }) => (patch.dataSources ?? []).map(({ id, mode }) => ({ siteId: base.id, sourceId: id, mode })));
  await tx.siteDataSource.createMany({ data });
}

type DriftRow = {
  id: string;
  mode: ObservedMode | null;
  access: unknown;
  audience: AudienceMode;
  owner: string | null;
  emails: string[];
  groups: string[];
};

/** Drift after the changes, for the Sites where a side of it moves. */
async function driftsAfter(tx: Tx, changes: readonly SiteChange[], arrival: ArrivalColumns = {}): Promise<Map<string, Drift>> {
  const observedMoves = arrival.observedMode !== undefined || arrival.observedAccess !== undefined;
  const moving = changes.filter(({ patch }) => patch.audience !== undefined || patch.ownerId !== undefined || observedMoves);
  if (moving.length === 0) return new Map();
  const rows = await tx.$queryRaw<DriftRow[]>`
    SELECT s.id::text, s.observed_mode AS mode, s.observed_access AS access, s.audience, o.email AS owner,
      ARRAY(SELECT p.email FROM site_audience_person ap JOIN person p ON p.id = ap.person_id WHERE ap.site_id = s.id) AS emails,
      -- A group that the platform has not named can't be matched with one that it reports.
      ARRAY(SELECT coalesce(g.external_id, g.id::text) FROM site_audience_group ag JOIN people_group g ON g.id = ag.group_id
             WHERE ag.site_id = s.id) AS groups
    FROM site s LEFT JOIN person o ON o.id = s.owner_id
    WHERE s.id = ANY (${moving.map(({ base }) => base.id)}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const named = await namesOf(tx, moving);
  return new Map(
    moving.flatMap(({ base, patch: { audience, ownerId } }) => {
      const row = byId.get(base.id);
      if (row === undefined) return [];
      const mode = (arrival.observedMode ?? row.mode) as ObservedMode | null;
      const observed = readObservedAccess(mode, arrival.observedAccess ?? row.access);
      const drift = driftOf(
        {
          mode: audience?.mode ?? row.audience,
          emails: audience === undefined ? row.emails : named(audience.people),
          groups: audience === undefined ? row.groups : named(audience.groups),
          owner: ownerId === undefined ? row.owner : (named(ownerId === null ? [] : [ownerId])[0] ?? null),
        },
        observed,
      );
      return [[base.id, drift] as const];
    }),
  );
}

/** The words in which drift compares: e-mails of people and the platform's ids of groups, for those whom the changes name. */
async function namesOf(tx: Tx, changes: readonly SiteChange[]): Promise<(ids: readonly string[]) => string[]> {
  const people = new Set(changes.flatMap(({ patch }) => [...(patch.audience?.people ?? []), ...(patch.ownerId == null ? [] : [patch.ownerId])]));
  const groups = new Set(changes.flatMap(({ patch }) => patch.audience?.groups ?? []));
  const emails = people.size === 0 ? [] : await tx.person.findMany({ where: { id: { in: [...people] } }, select: { id: true, email: true } });
  const externalIds = groups.size === 0 ? [] : await tx.group.findMany({ where: { id: { in: [...groups] } }, select: { id: true, externalId: true } });
  const words = new Map([...emails.map(({ id, email }) => [id, email] as const), ...externalIds.map(({ id, externalId }) => [id, externalId ?? id] as const)]);
  return (ids) => ids.flatMap((id) => words.get(id) ?? []);
}

async function ownerEmail(tx: Tx, ownerId: string | null): Promise<string | null> {
  if (ownerId === null) return null;
  return (await tx.person.findUnique({ where: { id: ownerId }, select: { email: true } }))?.email ?? null;
}
