import type { Json } from '@/lib/domain/refusal';
import { sameJson, type ExistingSite } from './existing-sites';

type Key = { key: string; isSecret: boolean };
type KeyRow = Key & { declared: boolean; present: boolean };

/**
 * The environment keys of a Site after an arrival: `declared` in a repository's example, `present` on the platform.
 * A source that says nothing leaves its side as it is; a key that neither side has any more goes.
 * Null where nothing changes.
 */
export function planEnvironment(
  site: Pick<ExistingSite, 'environmentKeys'> | undefined,
  { declared, present }: { declared?: Key[] | undefined; present?: Key[] | undefined },
): { keys: KeyRow[]; change: { before: Json; after: Json } } | null {
  const before = (site?.environmentKeys ?? []).map(({ key, isSecret, declared: d, present: p }): KeyRow => ({ key, isSecret, declared: d, present: p }));
  const rows = new Map(before.map((row) => [row.key, { ...row, declared: declared === undefined && row.declared, present: present === undefined && row.present }]));
  for (const { key, isSecret } of declared ?? []) {
    const row = rows.get(key);
    rows.set(key, { key, isSecret: row?.present === true ? row.isSecret : isSecret, declared: true, present: row?.present ?? false });
  }
  // The platform knows whether a value is a secret; a name in a repository only suggests it.
  for (const { key, isSecret } of present ?? []) rows.set(key, { key, isSecret, declared: rows.get(key)?.declared ?? false, present: true });
  const keys = [...rows.values()].filter((row) => row.declared || row.present).sort(byKey);
  if (sameJson(keys, [...before].sort(byKey))) return null;
  const names = (list: KeyRow[]): Json => list.map((row) => `${row.key}${row.isSecret ? ' (secret)' : ''}`);
  return { keys, change: { before: names([...before].sort(byKey)), after: names(keys) } };
}

function byKey(a: KeyRow, b: KeyRow): number {
  return a.key < b.key ? -1 : 1;
}
