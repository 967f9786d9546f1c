import type { Changes } from '@/lib/domain/events';
import type { Json } from '@/lib/domain/refusal';
import { sameJson, type ExistingSite } from './existing-sites';

/** A value as the audit log holds it. */
export function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null, (_key, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner))) as Json;
}

/** The columns whose value differs from the record's, and what they were and are. An undefined value says nothing. */
export function changedColumns<Columns extends object>(site: ExistingSite, wanted: Columns): { columns: Partial<Columns>; changes: Changes } {
  const columns: Partial<Columns> = {};
  const changes: Changes = {};
  for (const key of Object.keys(wanted) as (keyof Columns & string)[]) {
    const value = wanted[key];
    const before = (site as Record<string, unknown>)[key];
    if (value === undefined || sameJson(before, value)) continue;
    columns[key] = value;
    changes[key] = { before: toJson(before), after: toJson(value) };
  }
  return { columns, changes };
}
