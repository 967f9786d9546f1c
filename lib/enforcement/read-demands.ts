import { enforcementWishSchema, type EnforcementAspect, type EnforcementState, type EnforcementWish } from '@/lib/domain/enforcement';
import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

/** A decision in force and how far it is from being true on the platform. */
export type DemandInForce = {
  id: string;
  site: { id: string; slug: string; title: string };
  aspect: EnforcementAspect;
  wish: EnforcementWish;
  state: EnforcementState;
  requestedAt: Date;
  settledAt: Date | null;
  note: string | null;
  revision: number;
};

type Row = Omit<DemandInForce, 'site' | 'wish'> & { siteId: string; slug: string; title: string; wanted: unknown };

/** What is in force of these Sites: at most one demand for each aspect. Locked where it is going to be settled; the caller holds the Sites. */
export async function readDemandsInForce(db: Reader, siteIds: readonly string[], lock: boolean): Promise<DemandInForce[]> {
  return toDemands(await read(db, Prisma.sql`e.site_id = ANY (${siteIds}::uuid[])`, lock));
}

/** The Sites that were to be deleted and that a complete report doesn't name. */
export async function readAwaitedDeletions(db: Reader, shownProjectIds: readonly string[], lock: boolean): Promise<DemandInForce[]> {
  return toDemands(await read(db, Prisma.sql`e.aspect = 'existence' AND s.project_id IS NOT NULL AND s.project_id <> ALL (${shownProjectIds})`, lock));
}

function read(db: Reader, which: Prisma.Sql, lock: boolean): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT e.id::text, e.site_id::text AS "siteId", s.slug, s.title, e.aspect::text AS aspect, e.wanted, e.state::text AS state,
           e.requested_at AS "requestedAt", e.settled_at AS "settledAt", e.note, e.revision
      FROM enforcement e JOIN site s ON s.id = e.site_id
     WHERE e.state <> 'superseded' AND ${which}
     ORDER BY e.id ${lock ? Prisma.sql`FOR UPDATE OF e` : Prisma.empty}`;
}

function toDemands(rows: readonly Row[]): DemandInForce[] {
  return rows.map(({ siteId, slug, title, wanted, ...row }) => ({ ...row, site: { id: siteId, slug, title }, wish: enforcementWishSchema.parse(wanted) }));
}
