import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { bodyLimits, contentType, readBody, readJson, spoolBody } from '@/lib/gate/http-body';
import type { Actor } from '@/lib/gate/actor';
import { runCommand } from '@/lib/gate/command';
import type { Operation } from '@/lib/gate/http';
import { parseInput, ProblemError } from '@/lib/gate/problem';
import { runQuery } from '@/lib/gate/query';
import { textStream } from '@/lib/gate/text-stream';
import { importCsv as csv } from '@/lib/imports/commands/import-csv';
import { importFeed as feed } from '@/lib/imports/commands/import-feed';
import { importManifests as manifests } from '@/lib/imports/commands/import-manifests';
import { parseSitesCsv } from '@/lib/imports/parse/csv';
import { sitesCsvTemplate } from '@/lib/imports/parse/csv-write';
import { readManifestZip } from '@/lib/imports/parse/zip';
import { importReportShape, type ImportReport } from '@/lib/imports/report';
import { exportSites as exported } from '@/lib/sites/export-sites';
import { whileTidyingTexts } from '@/lib/sites/tidy-texts';
import { withTask } from '@/lib/tasks/task-progress';

const tag = 'Imports and exports';
/** An import is one transaction, and a large one takes its time. */
const timeoutMs = 10 * 60_000;

/** A CSV file may be ten times as large, and may have to wait for another. */
const csvTimeoutMs = 30 * 60_000;

/** What is told of an import to somebody who closed the page. */
function toldOfImport({ applied, created, changed, unchanged, refused, refusedOmitted }: ImportReport): string {
  const count = (number: number): string => number.toLocaleString('en-US');
  const words = applied ? ['registered', 'changed'] : ['to register', 'to change'];
  return `${applied ? 'Applied' : 'Checked'}: ${count(created)} ${words[0]}, ${count(changed)} ${words[1]}, ${count(unchanged)} unchanged, ${count(refused.length + refusedOmitted)} refused.`;
}

/** How much is read of a body: whoever may not import has no reason to send a large one. */
function limitFor(actor: Actor, limit: number = bodyLimits.import): number {
  return judge('import.preview', roleStandings(actor)).allowed ? limit : bodyLimits.json;
}

const applySchema = z.strictObject({
  apply: z.enum(['true', 'false'], 'Say true to apply, or false for a dry run.').default('false').transform((text) => text === 'true'),
});

const csvInputSchema = applySchema.extend({ task: z.uuid('Give a new UUID.').optional() });

export const importManifests: Operation = {
  id: 'importManifests',
  method: 'POST',
  path: '/imports/manifests',
  tag,
  summary: 'Import manifests: a dry run, or applied',
  input: z.object({ apply: z.enum(['true', 'false']).optional() }),
  media: {
    'application/json': z.object({ apply: z.boolean(), items: z.array(z.object({ path: z.string(), content: z.string() })) }),
    'application/zip': z.string(),
  },
  answer: importReportShape,
  status: 200,
  run: async ({ request, input, actor, idempotencyKey }) => {
    const options = { idempotencyKey, timeoutMs };
    if (contentType(request).includes('zip')) {
      const { apply } = parseInput(applySchema, input);
      const { items, refused, buildCopies } = await readManifestZip(await readBody(request, limitFor(actor)));
      return runCommand(manifests, { apply, items, refused, ignored: buildCopies.map((path) => `${path} (a build copy)`) }, actor, options);
    }
    const bodySchema = z.strictObject({
      apply: z.boolean('Say true to apply, or false for a dry run.'),
      items: z.array(z.strictObject({ path: z.string(), content: z.string() })),
    });
    return runCommand(manifests, parseInput(bodySchema, await readJson(request, limitFor(actor))), actor, options);
  },
};

export const importFeed: Operation = {
  id: 'importFeed',
  method: 'POST',
  path: '/imports/feed',
  tag,
  summary: 'Import what the platform’s connector returned: a dry run, or applied',
  input: z.object({}),
  media: {
    'application/json': z.object({
      apply: z.boolean(),
      sites: z.array(z.unknown()).optional(),
      versions: z.array(z.unknown()).optional(),
      deployments: z.array(z.unknown()).optional(),
    }),
  },
  answer: importReportShape,
  status: 200,
  run: async ({ request, actor, idempotencyKey }) => {
    return runCommand(feed, await readJson(request, limitFor(actor)), actor, { idempotencyKey, timeoutMs });
  },
};

export const importCsv: Operation = {
  id: 'importCsv',
  method: 'POST',
  path: '/imports/csv',
  tag,
  summary: 'Import a CSV of Sites: a dry run, or applied',
  input: z.object({ apply: z.enum(['true', 'false']).optional(), task: z.uuid().optional() }),
  media: { 'text/csv': z.string() },
  answer: importReportShape,
  status: 200,
  run: async ({ request, input, actor, idempotencyKey }) => {
    const { apply, task } = parseInput(csvInputSchema, input);
    if (!['text/csv', 'text/plain', 'application/csv'].includes(contentType(request))) {
      throw new ProblemError('unsupported-media-type', 'Send the file as text/csv.');
    }
    return withTask({ id: task, kind: 'import', actor, told: toldOfImport }, async (progress) => {
      const body = await spoolBody(request, limitFor(actor, bodyLimits.csv));
      try {
        const file = await parseSitesCsv(body.open);
        progress?.expect(file.total);
        const run = (): Promise<ImportReport> => runCommand(csv, { apply, csv: file, advance: progress?.advance }, actor, { idempotencyKey, timeoutMs: csvTimeoutMs });
        return await (apply ? whileTidyingTexts(run) : run());
      } finally {
        await body.close();
      }
    });
  },
};

export const exportSites: Operation = {
  id: 'exportSites',
  method: 'GET',
  path: '/sites/export',
  tag,
  summary: 'Export the Sites that match as CSV or JSON Lines',
  input: exported.input,
  answer: z.string(),
  answers: ['text/csv', 'application/jsonl'],
  status: 200,
  run: async ({ input, actor }) => {
    const { format, chunks } = await runQuery(exported, input, actor);
    return textStream(chunks, format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl', `siteward-sites.${format}`);
  },
};

export const getCsvTemplate: Operation = {
  id: 'getCsvTemplate',
  method: 'GET',
  path: '/imports/csv/template',
  tag,
  summary: 'The header of the CSV, with an example',
  input: z.object({}),
  answer: z.string(),
  answers: ['text/csv'],
  status: 200,
  run: () => {
    const chunks = (async function* () {
      yield await Promise.resolve(sitesCsvTemplate());
    })();
    return Promise.resolve(textStream(chunks, 'text/csv; charset=utf-8', 'siteward-sites-template.csv'));
  },
};
