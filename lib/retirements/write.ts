import { v7 as uuidv7 } from 'uuid';
import type { NewRetirement, PlanPatch } from '@/lib/domain/retirement';
import type { ExportPatch, SecretPatch } from '@/lib/domain/settle-retirement';
import type { TombstoneRecord } from '@/lib/domain/tombstone';
import type { Tx } from '@/lib/db/client';
import { ProblemError } from '@/lib/gate/problem';

/** What a change rests on: the plan as it was loaded. */
type Base = { id: string; revision: number };

/** Writes new plans, with the data and the secrets that the Sites have at this moment. Answers their ids, in order. */
export async function insertRetirements(tx: Tx, retirements: readonly (NewRetirement & { siteId: string })[], now: Date): Promise<string[]> {
  if (retirements.length === 0) return [];
  const rows = retirements.map((retirement) => ({ ...retirement, id: uuidv7() }));
  const ids = rows.map(({ id }) => id);
  await tx.$executeRaw`
    INSERT INTO retirement (id, site_id, state, reason, graduated_into, graduated_site_id, began_at, began_from, closes_at, deletes_at, closed_at, held_since)
    SELECT r.id, r."siteId", r.state, r.reason, r."graduatedInto", r."graduatedSiteId", ${now}, r."beganFrom", r."closesAt", r."deletesAt", r."closedAt", r."heldSince"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS r (id uuid, "siteId" uuid, state "RetirementState", reason text, "graduatedInto" text, "graduatedSiteId" uuid, "beganFrom" "SiteState",
              "closesAt" timestamptz, "deletesAt" timestamptz, "closedAt" timestamptz, "heldSince" timestamptz)`;
  await tx.$executeRaw`
    WITH secrets AS (
      INSERT INTO retirement_secret (retirement_id, key)
      SELECT r.id, k.key FROM retirement r JOIN environment_key k ON k.site_id = r.site_id AND k.is_secret WHERE r.id = ANY (${ids}::uuid[])
    )
    INSERT INTO retirement_export (retirement_id, kind, name)
    SELECT r.id, b.kind, b.name FROM retirement r JOIN storage_binding b ON b.site_id = r.site_id WHERE r.id = ANY (${ids}::uuid[])`;
  return ids;
}

/**
 * Moves a plan from the revision that was loaded to the next.
 * @throws ProblemError 409 when somebody else changed it in between.
 */
export async function updateRetirement(tx: Tx, base: Base, patch: PlanPatch): Promise<void> {
  const { count } = await tx.retirement.updateMany({ where: { id: base.id, revision: base.revision }, data: { ...patch, revision: base.revision + 1 } });
  if (count === 0) throw new ProblemError('stale', 'Somebody else changed this retirement a moment ago. Look again, then repeat.');
}

/** Keeps what became of the data of one binding; `decidedBy` in words that last. */
export async function updateExport(tx: Tx, base: Base, { kind, ...patch }: ExportPatch, decidedBy: string, now: Date): Promise<void> {
  await updateRetirement(tx, base, {});
  await tx.retirementExport.update({ where: { retirementId_kind: { retirementId: base.id, kind } }, data: { ...patch, decidedBy, decidedAt: now } });
}

/** Keeps one secret of the list, or adds it. */
export async function saveSecret(tx: Tx, base: Base, { key, isRevoked, ...words }: SecretPatch, by: string, now: Date): Promise<void> {
  await updateRetirement(tx, base, {});
  const columns = { ...words, revokedAt: isRevoked ? now : null, revokedBy: isRevoked ? by : null };
  await tx.retirementSecret.upsert({
    where: { retirementId_key: { retirementId: base.id, key } },
    create: { retirementId: base.id, key, ...columns },
    update: columns,
  });
}

/** Leaves the record that stays. */
export async function insertTombstone(tx: Tx, siteId: string, record: TombstoneRecord, madeAt: Date): Promise<void> {
  await tx.tombstone.create({ data: { siteId, record, madeAt } });
}

/** Takes the names of people out of a tombstone, and out of the plan that it was made from. */
export async function redactTombstone(tx: Tx, siteId: string, record: TombstoneRecord, now: Date): Promise<void> {
  await tx.tombstone.update({ where: { siteId }, data: { record, redactedAt: now } });
  for (const { kind, by } of record.exports) {
    await tx.retirementExport.updateMany({ where: { retirement: { siteId }, kind, decidedBy: { not: null } }, data: { decidedBy: by.role } });
  }
  for (const { key, by } of record.secrets) {
    await tx.retirementSecret.updateMany({ where: { retirement: { siteId }, key, revokedBy: { not: null } }, data: { revokedBy: by.role } });
  }
}

/** Keeps that a deletion has come near; each date and distance once. Answers how many are new. */
export async function insertDeletionReminders(tx: Tx, reminders: readonly { siteId: string; dueAt: Date; daysBefore: number }[], madeAt: Date): Promise<number> {
  if (reminders.length === 0) return 0;
  return tx.$executeRaw`
    INSERT INTO reminder (id, site_id, kind, due_at, days_before, made_at)
    SELECT uuidv7(), r."siteId", 'deletion', r."dueAt", r."daysBefore", ${madeAt}
      FROM jsonb_to_recordset(${JSON.stringify(reminders)}::jsonb) AS r ("siteId" uuid, "dueAt" timestamptz, "daysBefore" int)
    ON CONFLICT (site_id, kind, due_at, days_before) DO NOTHING`;
}
