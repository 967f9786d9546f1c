import type { Dossier } from '@/lib/domain/dossier';
import type { Reader } from '@/lib/db/client';

type Precedents = NonNullable<Dossier['precedents']>;

const shown = 6;

/** What became of earlier cases of this Site's owner. */
export async function readOwnerHistory(db: Reader, ownerId: string | null, exceptRequestId: string): Promise<Precedents['owner']> {
  if (ownerId === null) return null;
  const [row] = await db.$queryRaw<NonNullable<Precedents['owner']>[]>`
    SELECT s.sites, s.open, s.disabled, r.approved, r.rejected, r.withdrawn, i.incidents
      FROM (SELECT count(*)::int AS sites, count(*) FILTER (WHERE audience <> 'admins_only' AND state = 'live')::int AS open, count(*) FILTER (WHERE state = 'disabled')::int AS disabled
              FROM site WHERE owner_id = ${ownerId}::uuid AND state <> 'retired') s,
           (SELECT count(*) FILTER (WHERE state = 'approved')::int AS approved, count(*) FILTER (WHERE state = 'rejected')::int AS rejected,
                   count(*) FILTER (WHERE state IN ('withdrawn', 'timed_out'))::int AS withdrawn
              FROM request WHERE requester_id = ${ownerId}::uuid AND kind IN ('widening', 're_review') AND id <> ${exceptRequestId}::uuid) r,
           (SELECT count(*)::int AS incidents FROM drift_incident d JOIN site s ON s.id = d.site_id WHERE s.owner_id = ${ownerId}::uuid) i`;
  return row ?? null;
}

type Case = { requestId: string; siteId: string; to: string; sensitivities: string[] };

/**
 * Decided widenings that are like this one: of the same Site first, then those with as sensitive sources and the same kind
 * of audience, then the newest. Among the last five hundred decided: older ones say little of how one decides today.
 */
export async function readSimilar(db: Reader, { requestId, siteId, to, sensitivities }: Case): Promise<Precedents['similar']> {
  const rows = await db.$queryRaw<(Omit<Precedents['similar'][number], 'decidedAt'> & { decidedAt: Date })[]>`
    WITH decided AS (
      SELECT r.id, r.site_id, r.state, r.proposal, r.risk, r.decided_at FROM request r
       WHERE r.kind = 'widening' AND r.state IN ('approved', 'rejected') AND r.decided_at IS NOT NULL AND r.id <> ${requestId}::uuid
       ORDER BY r.decided_at DESC LIMIT 500
    ), own AS (
      SELECT r.id, r.site_id, r.state, r.proposal, r.risk, r.decided_at FROM request r
       WHERE r.site_id = ${siteId}::uuid AND r.kind = 'widening' AND r.state IN ('approved', 'rejected') AND r.decided_at IS NOT NULL AND r.id <> ${requestId}::uuid
    ), cases AS (
      SELECT * FROM decided UNION SELECT * FROM own
    )
    SELECT c.id::text AS "requestId", s.title AS site, c.state::text AS state, c.proposal -> 'audience' ->> 'mode' AS "to", coalesce((c.proposal ->> 'gains')::int, 0) AS gains,
           c.risk, w.sensitivity::text AS sensitivity, c.decided_at AS "decidedAt", a.name AS by, a.note, c.site_id = ${siteId}::uuid AS "isSameSite"
      FROM cases c
      JOIN site s ON s.id = c.site_id
      LEFT JOIN LATERAL (
        SELECT max(ds.sensitivity) AS sensitivity, coalesce(bool_or(ds.sensitivity::text = ANY (${sensitivities})), false) AS alike
          FROM site_data_source x JOIN data_source ds ON ds.id = x.source_id WHERE x.site_id = c.site_id
      ) w ON true
      LEFT JOIN LATERAL (
        SELECT p.name, d.note FROM decision d JOIN person p ON p.id = d.reviewer_id WHERE d.request_id = c.id ORDER BY d.decided_at DESC LIMIT 1
      ) a ON true
     ORDER BY (c.site_id = ${siteId}::uuid) DESC, (w.alike OR (w.sensitivity IS NULL AND ${sensitivities.length === 0})) DESC, (c.proposal -> 'audience' ->> 'mode' = ${to}) DESC, c.decided_at DESC, c.id
     LIMIT ${shown}`;
  return rows.map((row) => ({ ...row, decidedAt: row.decidedAt.toISOString() }));
}
