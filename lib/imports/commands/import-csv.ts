import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { record } from '@/lib/audit/record';
import type { Tx } from '@/lib/db/client';
import { command, type Context } from '@/lib/gate/command';
import { readSettings } from '@/lib/settings/get-settings';
import { applyCsv } from '../apply-csv';
import { findCsvSites, findTitles } from '../csv-existing-sites';
import { readCsvReferences } from '../csv-references';
import { CsvReport } from '../csv-report';
import { CsvSlugs } from '../csv-slugs';
import { EventFile } from '../event-file';
import { takeImportTurn } from '../existing-sites';
import type { SitesCsv } from '../parse/csv';
import { planCsv, slugOfTitle } from '../plan-csv';
import { appliedEvent, siteEventsOf, type Plan } from '../planned-site';
import type { ImportReport } from '../report';

const importCsvSchema = z.strictObject({
  apply: z.boolean(),
  csv: z.custom<SitesCsv>(),
  /** Hears how many rows are through. */
  advance: z.custom<(rows: number) => void>().optional(),
});
type Input = z.output<typeof importCsvSchema>;

/**
 * CSV arrives as a file that was read through already: reading is the skin's part, since a file is a stream. Its rows go by
 * in batches, all in one transaction: an import that breaks off leaves nothing.
 */
export const importCsv = command({
  name: 'import.apply',
  input: importCsvSchema,
  nameFor: ({ apply }) => (apply ? 'import.apply' : 'import.preview'),
  load: async (tx, input) => ({ input, settings: (await readSettings(tx)).settings }),
  may: (actor, _loaded, { apply }) => judge(apply ? 'import.apply' : 'import.preview', roleStandings(actor)),
  // What happens is decided batch by batch, in `planCsv`; the events of 100,000 Sites are too many to be held, so `save` records them.
  decide: () => ({ events: [] }),
  save: async (tx, { input, settings }, _outcome, context): Promise<ImportReport> => {
    if (!input.apply) return run(tx, input, { ...context, settings }, () => Promise.resolve());
    // Two imports take turns, and one may last longer than any statement else; the transaction has its own limit.
    await tx.$executeRaw`SELECT set_config('statement_timeout', '0', true)`;
    await takeImportTurn(tx);
    const importId = uuidv7();
    const events = await EventFile.open();
    try {
      const report = await run(tx, input, { ...context, settings }, async (plan) => {
        await applyCsv(tx, plan.planned, context.now);
        await events.add(siteEventsOf(plan, importId));
      });
      if (report.created + report.changed === 0) return report;
      // From here on every other change waits for the end of the audit chain.
      for await (const some of events.read()) await record(tx, some, context);
      await record(tx, [appliedEvent(report, 'csv', importId)], context);
      return report;
    } finally {
      await events.close();
    }
  },
});

type World = Pick<Context, 'now'> & { settings: Parameters<typeof planCsv>[1]['settings'] };

/** Plans all rows, batch by batch, and hands each plan on. */
async function run(tx: Tx, { apply, csv, advance }: Input, { now, settings }: World, use: (plan: Plan) => Promise<void>): Promise<ImportReport> {
  const report = new CsvReport(csv, apply);
  const references = await readCsvReferences(tx);
  const byTitle = await findTitles(tx, csv.titles);
  const slugs = new CsvSlugs(csv.slugs);
  const claimed = new Map<string, number>();
  const batches = csv.rows();
  let through = 0;
  for (let batch = await batches.next(); batch.done !== true; ) {
    const rows = batch.value;
    const existing = await findCsvSites(tx, rows, byTitle, apply);
    await slugs.prepare(tx, rows.flatMap(({ id, slug, title }) => (id === undefined && slug === undefined && title != null ? [slugOfTitle(title)] : [])));
    const plan = planCsv(rows, { existing, references: await references(rows), freeSlug: (base) => slugs.take(base), claimed, settings, now });
    report.add(plan);
    // The next rows are read while the database writes these.
    const [following] = await Promise.all([batches.next(), use(plan)]);
    batch = following;
    through += rows.length;
    advance?.(through);
  }
  return report.whole();
}
