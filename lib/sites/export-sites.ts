import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { Prisma } from '@/lib/db/generated/client';
import { query } from '@/lib/gate/query';
import { currentSettings } from '@/lib/settings/get-settings';
import { beginTask, type Task } from '@/lib/tasks/task-progress';
import { compileSearch } from './compile-search';
import { csvHead, csvSelection, nextCsvLines } from './export-csv';
import { jsonlSelection, nextJsonLines } from './export-jsonl';
import { ExportSnapshot } from './export-snapshot';
import { siteSearchSchema } from './site-search';
import { visibleSites } from './visible-sites';

const { sql } = Prisma;

type Lines = { text: string; rows: number } | null;

/** Every Site that matches and may be seen, as text in the order of their ids. All of it is true of one moment. */
export const exportSites = query({
  name: 'site.export',
  input: siteSearchSchema.omit({ sort: true }).extend({
    format: z.enum(['csv', 'jsonl'], 'Choose csv or jsonl.').default('csv'),
    /** Under this id, chosen by whoever asks, getTask tells how far it is. */
    task: z.uuid('Give a new UUID.').optional(),
  }),
  may: (actor) => judge('site.export', roleStandings(actor)),
  visible: visibleSites,
  load: async (db, { format, task: taskId, ...search }, visible, context) => {
    const settings = await currentSettings(db);
    const { from, where } = await compileSearch(db, search, visible, settings, context);
    const { columns, joins } = format === 'csv' ? csvSelection : jsonlSelection;
    const snapshot = await ExportSnapshot.open(db.pool, sql`SELECT ${columns} FROM ${from} JOIN site s ON s.id = i.site_id ${joins} WHERE ${where} ORDER BY s.id`);
    try {
      const task = taskId === undefined ? null : await beginTask(db, { id: taskId, kind: 'export', actor: context.actor });
      if (task !== null) {
        const counted = sql`SELECT count(*)::int AS total FROM ${from} WHERE ${where}`;
        const [row] = await snapshot.rows<{ total: number }>(counted.text, counted.values);
        task.expect(row?.total ?? 0);
      }
      const next = (): Promise<Lines> => (format === 'csv' ? nextCsvLines(snapshot) : nextJsonLines(snapshot, settings, context.now));
      return { format, chunks: chunks(snapshot, format === 'csv' ? csvHead : '', next, task) };
    } catch (error) {
      await snapshot.close();
      throw error;
    }
  },
});

/** Reads one step ahead, so that the database works while the text is on its way. An error breaks the stream off: its reader must not take a part for the whole. */
async function* chunks(snapshot: ExportSnapshot, head: string, next: () => Promise<Lines>, task: Task | null): AsyncGenerator<string> {
  let rows = 0;
  let end: 'done' | 'failed' = 'failed';
  const readAhead = (): Promise<Lines> => {
    const lines = next();
    // A failure is met at the next `await`; until then it must not count as unhandled.
    lines.catch(() => undefined);
    return lines;
  };
  const tell = async (): Promise<void> => {
    const count = rows.toLocaleString('en-US');
    await task?.finish(end, end === 'done' ? `${count} Sites exported.` : `The export broke off after ${count} rows. Start it again.`);
  };
  snapshot.whenTakenBack(() => void tell());
  try {
    let ahead = readAhead();
    if (head !== '') yield head;
    for (let lines = await ahead; lines !== null; lines = await ahead) {
      ahead = readAhead();
      rows += lines.rows;
      task?.advance(rows);
      yield lines.text;
    }
    end = 'done';
  } finally {
    await snapshot.close();
    await tell();
  }
}
