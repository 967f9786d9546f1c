import { addDays } from 'date-fns';
import { v7 as uuidv7 } from 'uuid';
import type { EnforcementAspect, EnforcementProof, EnforcementState, EnforcementWish } from '@/lib/domain/enforcement';
import type { Settings } from '@/lib/domain/settings';
import type { Tx } from '@/lib/db/client';
import { ProblemError } from '@/lib/gate/problem';

export type Demand = { siteId: string; wish: EnforcementWish };

/**
 * Asks that decisions become true on the platform, in the transaction that makes them. A newer demand takes the place of
 * an older one about the same aspect. A Site that the platform doesn't know has nothing to become true there. Two
 * statements, however many they are.
 */
export async function demandEnforcement(
  tx: Tx,
  demands: readonly Demand[],
  { by, now, settings }: { by: string; now: Date; settings: Pick<Settings, 'confirmDays'> },
): Promise<void> {
  if (demands.length === 0) return;
  await withdrawDemands(tx, demands.map(({ siteId, wish }) => ({ siteId, aspect: wish.aspect })), now);
  await tx.$executeRaw`
    INSERT INTO enforcement (id, site_id, aspect, wanted, requested_at, requested_by, overdue_at)
    SELECT d.id, d.site_id, d.aspect::"EnforcementAspect", d.wanted, ${now}, ${by}, ${addDays(now, settings.confirmDays)}
      FROM unnest(${demands.map(() => uuidv7())}::uuid[], ${demands.map(({ siteId }) => siteId)}::uuid[],
                  ${demands.map(({ wish }) => wish.aspect)}::text[], ${demands.map(({ wish }) => JSON.stringify(wish))}::jsonb[])
        AS d (id, site_id, aspect, wanted)
      JOIN site s ON s.id = d.site_id
     WHERE s.project_id IS NOT NULL OR s.live_url IS NOT NULL`;
}

/** What was asked for no longer holds, whether it was shown done or not. When it was confirmed stays known. */
export async function withdrawDemands(tx: Tx, about: readonly { siteId: string; aspect: EnforcementAspect }[], now: Date): Promise<void> {
  if (about.length === 0) return;
  await tx.$executeRaw`
    UPDATE enforcement e SET state = 'superseded', settled_at = CASE WHEN e.state = 'confirmed' THEN e.settled_at ELSE ${now} END, revision = e.revision + 1
      FROM unnest(${about.map(({ siteId }) => siteId)}::uuid[], ${about.map(({ aspect }) => aspect)}::text[]) AS d (site_id, aspect)
     WHERE e.site_id = d.site_id AND e.aspect = d.aspect::"EnforcementAspect" AND e.state <> 'superseded'`;
}

/**
 * Asks once more for what a report had shown true of the owner before: who may open a Site, or that nobody may, is said of
 * its owner too. The platform's last report stands; it is the Site that has changed.
 */
export async function askAgainOfOwner(tx: Tx, siteIds: readonly string[], { now, settings }: { now: Date; settings: Pick<Settings, 'confirmDays'> }): Promise<void> {
  if (siteIds.length === 0) return;
  await tx.$executeRaw`
    UPDATE enforcement e
       SET state = 'requested', settled_at = NULL, proof = NULL, requested_at = ${now}, overdue_at = ${addDays(now, settings.confirmDays)},
           reopened = e.reopened + 1, revision = e.revision + 1
      FROM site s
     WHERE s.id = e.site_id AND s.id = ANY (${[...siteIds]}::uuid[]) AND e.state = 'confirmed' AND e.proof = 'feed' AND s.drift <> 'none'
       AND (e.aspect = 'access' OR (e.aspect = 'availability' AND e.wanted ->> 'open' = 'false' AND coalesce(s.platform_status, '') !~* 'suspend|disabled'))`;
}

/** Where a demand goes next. `settledAt`, `proof`, `settledById` and `note` are what they are from now on. */
export type DemandMove = {
  id: string;
  revision: number;
  state: EnforcementState;
  settledAt: Date | null;
  proof: EnforcementProof | null;
  settledById: string | null;
  note: string | null;
  /** Given where it is asked for once more: since when, and from when on it is overdue. */
  again?: { requestedAt: Date; overdueAt: Date };
};

/**
 * Moves demands that the caller has locked, each from the revision that it was read at.
 * @throws ProblemError 409 when one of them is not at that revision any more.
 */
export async function moveDemands(tx: Tx, moves: readonly DemandMove[]): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map(({ again, ...move }) => ({ ...move, requestedAt: again?.requestedAt ?? null, overdueAt: again?.overdueAt ?? null }));
  const count = await tx.$executeRaw`
    UPDATE enforcement e
       SET state = m.state, settled_at = m."settledAt", proof = m.proof, settled_by_id = m."settledById", note = m.note,
           requested_at = coalesce(m."requestedAt", e.requested_at), overdue_at = coalesce(m."overdueAt", e.overdue_at),
           reopened = e.reopened + CASE WHEN m."requestedAt" IS NULL THEN 0 ELSE 1 END, revision = m.revision + 1
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS m (id uuid, revision int, state "EnforcementState", "settledAt" timestamptz, proof "EnforcementProof",
              "settledById" uuid, note text, "requestedAt" timestamptz, "overdueAt" timestamptz)
     WHERE e.id = m.id AND e.revision = m.revision`;
  if (count !== moves.length) throw new ProblemError('stale', 'Somebody else settled one of these a moment ago. Look again, then repeat.');
}

export type OverdueDemand = { id: string; siteId: string; slug: string; title: string; aspect: EnforcementAspect };

/** Marks at most so many demands whose time for a proof is over, the longest overdue first. Those that somebody works on are left for the next time. */
export async function markOverdue(tx: Tx, now: Date, limit: number): Promise<OverdueDemand[]> {
  return tx.$queryRaw<OverdueDemand[]>`
    WITH due AS (
      SELECT id FROM enforcement WHERE state = 'requested' AND overdue_at <= ${now}
       ORDER BY overdue_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), marked AS (
      UPDATE enforcement e SET state = 'unconfirmed', revision = e.revision + 1 FROM due WHERE e.id = due.id
      RETURNING e.id, e.site_id, e.aspect, e.overdue_at
    )
    SELECT m.id::text, m.site_id::text AS "siteId", s.slug, s.title, m.aspect::text AS aspect
      FROM marked m JOIN site s ON s.id = m.site_id ORDER BY m.overdue_at, m.id`;
}
