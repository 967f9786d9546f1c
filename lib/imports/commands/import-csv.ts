import { setImmediate } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { appendBodies, bodiesOf, record } from '@/lib/audit/record';
import type { Tx } from '@/lib/db/client';
import { command, type Context } from '@/lib/gate/command';
import { readSettings } from '@/lib/settings/get-settings';
import { applyCsv } from '../apply-csv';
import { BodyFile } from '../body-file';
import { findCsvSites, findTitles } from '../csv-existing-sites';
import { readCsvReferences } from '../csv-references';
import { CsvReport } from '../csv-report';
import { CsvSlugs } from '../csv-slugs';
import { takeImportTurn } from '../existing-sites';
import type { CsvSiteRow, SitesCsv } from '../parse/csv';
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
    const waiting = await BodyFile.open();
    try {
      const report = await run(tx, input, { ...context, settings }, async (plan) => {
        const seal = async (): Promise<void> => {
          await onItsWay();
          await waiting.add(bodiesOf(siteEventsOf(plan, importId), context));
        };
        await Promise.all([applyCsv(tx, plan.planned, context), seal()]);
      });
      if (report.created + report.changed === 0) return report;
      // From here on every other change waits for the end of the audit chain.
      for await (const bodies of waiting.read()) await appendBodies(tx, bodies);
      await record(tx, [appliedEvent(report, 'csv', importId)], context);
      return report;
    } finally {
      await waiting.close();
    }
  },
});

type World = Pick<Context, 'now'> & { settings: Parameters<typeof planCsv>[1]['settings'] };

/**
 * Plans all rows, batch by batch, and hands each plan on. While the database writes one batch, the next is planned and the
 * one after it is read from the file: an import takes as long as the slower of the two. What a batch is held against is
 * asked before the batch ahead of it is written, which is the same, since no two rows of a file are about one Site.
 */
async function run(tx: Tx, { apply, csv, advance }: Input, { now, settings }: World, write: (plan: Plan) => Promise<void>): Promise<ImportReport> {
  const report = new CsvReport(csv, apply);
  const referencesOf = await readCsvReferences(tx);
  const byTitle = await findTitles(tx, csv.titles);
  const slugs = new CsvSlugs(csv.slugs);
  const claimed = new Map<string, number>();
  const load = async (rows: readonly CsvSiteRow[]) => {
    const existing = await findCsvSites(tx, rows, byTitle, apply);
    await slugs.prepare(tx, rows.flatMap(({ id, slug, title }) => (id === undefined && slug === undefined && title != null ? [slugOfTitle(title)] : [])));
    return { rows, existing, references: await referencesOf(rows) };
  };

  const batches = csv.rows();
  const first = await batches.next();
  let loaded = first.done === true ? null : await load(first.value);
  let writing = Promise.resolve();
  let through = 0;
  while (loaded !== null) {
    const { rows, ...found } = loaded;
    const plan = planCsv(rows, { ...found, freeSlug: (base) => slugs.take(base), claimed, settings, now });
    report.add(plan);
    const following = await batches.next();
    await writing;
    advance?.(through);
    loaded = following.done === true ? null : await load(following.value);
    writing = write(plan);
    // A failure is met at the next `await`; until then it must not count as unhandled.
    writing.catch(() => undefined);
    through += rows.length;
    await onItsWay();
  }
  await writing;
  advance?.(through);
  return report.whole();
}

/** Lets the statement that was begun last reach the database before the work goes on here. */
function onItsWay(): Promise<void> {
  return setImmediate();
}
