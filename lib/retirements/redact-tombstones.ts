import { subDays } from 'date-fns';
import { siteSubject } from '@/lib/domain/site-decisions';
import { tombstoneRecordSchema, withoutNames } from '@/lib/domain/tombstone';
import type { DomainEvent } from '@/lib/domain/events';
import type { Tx } from '@/lib/db/client';
import type { StepContext, StepResult } from '@/lib/lifecycle/sweep-step';
import { redactTombstone } from './write';

/** Takes the names of people out of the tombstones that have kept them for as long as the settings say; each once. */
export async function redactTombstones(tx: Tx, { now, settings }: StepContext, cursor: string | null, size: number): Promise<StepResult> {
  if (settings.tombstoneNamesDays === null) return { cursor: null, did: {}, events: [] };
  const before = subDays(now, settings.tombstoneNamesDays);
  const rows = await tx.$queryRaw<{ id: string; slug: string; title: string; record: unknown }[]>`
    SELECT s.id::text, s.slug, s.title, t.record FROM tombstone t JOIN site s ON s.id = t.site_id
     WHERE t.redacted_at IS NULL AND t.made_at <= ${before} AND (${cursor}::uuid IS NULL OR t.site_id > ${cursor}::uuid)
     ORDER BY t.site_id LIMIT ${size} FOR UPDATE OF t`;
  const events: DomainEvent[] = [];
  for (const { id, slug, title, record } of rows) {
    await redactTombstone(tx, id, withoutNames(tombstoneRecordSchema.parse(record)), now);
    events.push({ type: 'site.tombstone_redacted', site: siteSubject({ id, slug, title }), data: { afterDays: settings.tombstoneNamesDays } });
  }
  return { cursor: rows.length < size ? null : (rows.at(-1)?.id ?? null), did: rows.length === 0 ? {} : { redacted: rows.length }, events };
}
