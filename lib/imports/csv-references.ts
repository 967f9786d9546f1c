import type { Tx } from '@/lib/db/client';
import type { CsvSiteRow } from './parse/csv';
import type { CsvReferences } from './plan-csv';

/** What rows may name besides Sites: departments and sources are few and read once, people are looked up for each batch. */
export async function readCsvReferences(tx: Tx): Promise<(rows: readonly CsvSiteRow[]) => Promise<CsvReferences>> {
  const departments = await tx.department.findMany({ select: { id: true, name: true } });
  const sources = await tx.dataSource.findMany();
  const fixed = {
    departments: new Map(departments.map((department) => [department.name.toLowerCase(), department])),
    // A name wins over a key that another source's name happens to be.
    sources: new Map([...sources.map((source) => [source.key.toLowerCase(), source] as const), ...sources.map((source) => [source.name.toLowerCase(), source] as const)]),
  };
  return async (rows) => {
    const emails = [...new Set(rows.flatMap(({ ownerEmail, successorEmail }) => [ownerEmail ?? [], successorEmail ?? []].flat()))];
    const people = await tx.$queryRaw<{ id: string; name: string; email: string; active: boolean }[]>`
      SELECT id::text, name, email, deactivated_at IS NULL AS active FROM person WHERE email = ANY (${emails})`;
    return { ...fixed, people: new Map(people.map((person) => [person.email, person])) };
  };
}
