import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Database } from '../lib/db/client';
import type { Actor } from '../lib/gate/actor';
import { runCommand } from '../lib/gate/command';
import { importCsv } from '../lib/imports/commands/import-csv';
import { importFeed } from '../lib/imports/commands/import-feed';
import { importManifests } from '../lib/imports/commands/import-manifests';
import { walkCheckouts } from '../lib/imports/parse/checkouts';
import { parseSitesCsv } from '../lib/imports/parse/csv';
import type { ManifestItem } from '../lib/imports/parse/manifest-item';
import type { ImportRefusal } from '../lib/imports/parse/refusal';
import { readManifestZip } from '../lib/imports/parse/zip';
import type { ImportReport } from '../lib/imports/report';
import { runScript, UsageError } from './support/script-run';

const usage = `npm run import -- manifests <folder or zip> [--dry-run] [--json]
npm run import -- feed <file.json> [--dry-run] [--json]
npm run import -- csv <file.csv> [--dry-run] [--json]`;

type Source = (path: string, apply: boolean, db: Database, actor: Actor) => Promise<ImportReport>;
const options = (db: Database): { db: Database; timeoutMs: number } => ({ db, timeoutMs: 30 * 60_000 });

const sources: Record<string, Source> = {
  manifests: async (path, apply, db, actor) => {
    const found = (await stat(path)).isDirectory() ? await readFolder(path) : await readZip(path);
    return runCommand(importManifests, { apply, ...found }, actor, options(db));
  },
  feed: async (path, apply, db, actor) => {
    const feed = parseJson(await readFile(path, 'utf8'), path);
    return runCommand(importFeed, { ...feed, apply }, actor, options(db));
  },
  csv: async (path, apply, db, actor) => runCommand(importCsv, { apply, csv: await parseSitesCsv(() => createReadStream(path)) }, actor, options(db)),
};

type Found = { items: ManifestItem[]; refused: ImportRefusal[]; ignored: string[] };

async function readFolder(path: string): Promise<Found> {
  const found: Found = { items: [], refused: [], ignored: [] };
  for await (const find of walkCheckouts(path)) {
    if (find.kind === 'manifest') found.items.push(find.item);
    else if (find.kind === 'refused') found.refused.push(find.refusal);
    else found.ignored.push(`${find.path} (a build copy)`);
  }
  return found;
}

async function readZip(path: string): Promise<Found> {
  const { items, refused, buildCopies } = await readManifestZip(await readFile(path));
  return { items, refused, ignored: buildCopies.map((copy) => `${copy} (a build copy)`) };
}

function parseJson(text: string, path: string): object {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  } catch (error) {
    throw new UsageError(`${path} is not valid JSON: ${(error as Error).message}`);
  }
  throw new UsageError(`${path} has to hold a JSON object with sites, versions and deployments.`);
}

function print(report: ImportReport): void {
  const lines = [
    ...report.items.filter(({ outcome }) => outcome !== 'unchanged').map(({ outcome, site, from }) => `${outcome}  ${site.title} (${site.slug})  from ${from}`),
    ...report.refused.map(({ path, line, field, reason }) => `refused  ${[path, line === undefined ? undefined : `line ${line}`, field].filter(Boolean).join(', ')}: ${reason}`),
    ...report.ignored.map((text) => `ignored  ${text}`),
    `${report.applied ? 'Applied' : 'Dry run'}: ${report.created} created, ${report.changed} changed, ${report.unchanged} unchanged, ${report.refused.length + report.refusedOmitted} refused.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Imports manifests, the platform feed or CSV from the shell; `--dry-run` only says what would happen. */
await runScript('npm run import', async (db, actor) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  });
  const [kind = '', path] = positionals;
  const source = sources[kind];
  if (source === undefined || path === undefined || positionals.length > 2) throw new UsageError(`Say what to import:\n${usage}`);
  await stat(path).catch(() => {
    throw new UsageError(`There is nothing at ${path}, or it can’t be read.`);
  });
  const report = await source(path, !values['dry-run'], db, actor);
  if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else print(report);
});
