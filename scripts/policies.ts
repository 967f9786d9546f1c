import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Database } from '../lib/db/client';
import type { Actor } from '../lib/gate/actor';
import { runCommand } from '../lib/gate/command';
import { runQuery } from '../lib/gate/query';
import { importPolicies } from '../lib/policies/commands/import-policies';
import { exportPolicies } from '../lib/policies/export-policies';
import type { PolicyFileReport } from '../lib/policies/plan-policy-file';
import { runScript, UsageError } from './support/script-run';

const usage = `npm run policies -- export [<file.yaml>]                                   writes the policies down
npm run policies -- check <file.yaml>                                      says what is wrong with a file, and ends with 1
npm run policies -- diff <file.yaml> [--prune] [--json]                    says what it would change, and ends with 2 if anything
npm run policies -- apply <file.yaml> --why "…" [--prune] [--json]         changes it: all of the file or nothing

--prune archives the policies that the file does not name.`;

type Values = { why?: string | undefined; prune: boolean; json: boolean };
type Run = (file: string | undefined, values: Values, db: Database, actor: Actor) => Promise<void>;

const runs: Record<string, Run> = {
  export: async (file, _values, db, actor) => {
    const { yaml } = await runQuery(exportPolicies, {}, actor, { db });
    if (file === undefined) process.stdout.write(yaml);
    else await writeFile(file, yaml);
  },
  check: async (file, values, db, actor) => {
    const { policies } = await runFile(file, { ...values, apply: false }, db, actor);
    const notes = policies.flatMap(({ key, notes: its }) => its.map(({ message }) => `note  ${key}: ${message}`));
    print([...notes, `In order: ${count(policies.length)}.`]);
  },
  diff: async (file, values, db, actor) => {
    const report = await runFile(file, { ...values, apply: false }, db, actor);
    tell(report, values);
    if (report.policies.some(({ what }) => what !== 'unchanged')) process.exitCode = 2;
  },
  apply: async (file, values, db, actor) => {
    if (values.why === undefined) throw new UsageError('Say why with --why: it stays with each version.');
    tell(await runFile(file, { ...values, apply: true }, db, actor), values);
  },
};

async function runFile(file: string | undefined, { prune, why, apply }: Values & { apply: boolean }, db: Database, actor: Actor): Promise<PolicyFileReport> {
  if (file === undefined) throw new UsageError(`Name the file:\n${usage}`);
  const yaml = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`There is nothing at ${file}, or it can’t be read.`);
  });
  return runCommand(importPolicies, { yaml, prune, apply, ...(why !== undefined && { why }) }, actor, { db });
}

function tell(report: PolicyFileReport, { json }: Values): void {
  if (json) return print([JSON.stringify(report, null, 2)]);
  const { applied, policies } = report;
  const changed = policies.filter(({ what }) => what !== 'unchanged');
  print([
    ...changed.flatMap(({ key, name, what, changes, notes }) => [
      `${what}  ${key} (${name})`,
      ...Object.entries(changes).flatMap(([field, { before, after }]) => [...lines(`  ${field}`, '-', before), ...lines(`  ${field}`, '+', after)]),
      ...notes.map(({ message }) => `  note  ${message}`),
    ]),
    `${applied ? 'Applied' : 'Not applied, only looked'}: ${count(changed.length)} changed, ${policies.length - changed.length} as they are.`,
  ]);
}

function lines(field: string, sign: string, value: unknown): string[] {
  return value === null ? [] : String(value).split('\n').map((line) => `${sign} ${field}: ${line}`);
}

function count(policies: number): string {
  return `${policies} ${policies === 1 ? 'policy' : 'policies'}`;
}

function print(text: string[]): void {
  process.stdout.write(`${text.join('\n')}\n`);
}

/** Policies as a file: written down, looked at, held against what is in force, applied. */
await runScript('npm run policies', async (db, actor) => {
  const { values, positionals } = parse();
  const [what = '', file] = positionals;
  const run = runs[what];
  if (run === undefined || positionals.length > 2) throw new UsageError(`Say what to do:\n${usage}`);
  await run(file, values, db, actor);
});

function parse() {
  try {
    return parseArgs({ allowPositionals: true, options: { why: { type: 'string' }, prune: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${usage}`);
  }
}
