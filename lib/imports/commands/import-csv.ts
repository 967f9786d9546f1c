import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Tx } from '@/lib/db/client';
import { command } from '@/lib/gate/command';
import { readSettings } from '@/lib/settings/get-settings';
import { applyPlan } from '../apply-plan';
import { findExistingSites, slugAllocator, takeImportTurn } from '../existing-sites';
import type { CsvSiteRow, SitesCsv } from '../parse/csv';
import { namesNoSite, planCsv, slugOfTitle, type CsvReferences } from '../plan-csv';
import { eventsOf, toReport } from '../planned-site';

/** CSV arrives as rows that are read already: reading is the skin's part, since a file is a stream. */
export const importCsv = command({
  name: 'import.apply',
  input: z.strictObject({ apply: z.boolean(), csv: z.custom<SitesCsv>() }),
  nameFor: ({ apply }) => (apply ? 'import.apply' : 'import.preview'),
  load: async (tx, { apply, csv: { rows } }) => {
    if (apply) await takeImportTurn(tx);
    const slugs = rows.flatMap(({ slug }) => slug ?? []);
    return {
      importId: uuidv7(),
      existing: await findExistingSites(
        tx,
        {
          ids: rows.flatMap(({ id }) => id ?? []),
          projectIds: rows.flatMap(({ projectId }) => projectId ?? []),
          slugs,
          titles: rows.flatMap((row) => (namesNoSite(row) ? (row.title ?? []) : [])),
        },
        apply,
      ),
      references: await referencesOf(tx, rows),
      freeSlug: await slugAllocator(tx, rows.flatMap(({ title }) => (title == null ? [] : [slugOfTitle(title)])), slugs),
      settings: (await readSettings(tx)).settings,
    };
  },
  may: (actor, _loaded, { apply }) => judge(apply ? 'import.apply' : 'import.preview', roleStandings(actor)),
  decide: (loaded, { apply, csv }, { now }) => {
    const plan = planCsv(csv.rows, csv.refused, { ...loaded, now });
    return { plan, apply, events: apply ? eventsOf(plan, 'csv', loaded.importId) : [] };
  },
  save: async (tx, _loaded, { plan, apply }, { now }) => {
    if (apply) await applyPlan(tx, plan, now);
    return toReport(plan, apply);
  },
});

/** The people, departments and sources that the rows name, by what they are named with, in lower case. */
async function referencesOf(tx: Tx, rows: CsvSiteRow[]): Promise<CsvReferences> {
  const emails = [...new Set(rows.flatMap(({ ownerEmail, successorEmail }) => [ownerEmail ?? [], successorEmail ?? []].flat()))];
  const people = await tx.person.findMany({ where: { email: { in: emails } }, select: { id: true, name: true, email: true, deactivatedAt: true } });
  const departments = await tx.department.findMany({ select: { id: true, name: true } });
  const sources = await tx.dataSource.findMany();
  return {
    people: new Map(people.map(({ id, name, email, deactivatedAt }) => [email, { id, name, email, active: deactivatedAt === null }])),
    departments: new Map(departments.map((department) => [department.name.toLowerCase(), department])),
    // A name wins over a key that another source's name happens to be.
    sources: new Map([...sources.map((source) => [source.key.toLowerCase(), source] as const), ...sources.map((source) => [source.name.toLowerCase(), source] as const)]),
  };
}
