import { parseArgs } from 'node:util';
import { instant } from '../lib/domain/text';
import { runLifecycle } from '../lib/lifecycle/run-lifecycle';
import { runScript, UsageError } from './support/script-run';

/*
 * npm run lifecycle -- --at 2026-12-24T00:00:00Z             runs one sweep as of that instant, and prints what it did
 * npm run lifecycle -- --at 2026-12-24T00:00:00Z --dry-run   prints what it would do, and does nothing
 * npm run lifecycle -- --approve                             lets a sweep go on that stopped because it would close much
 */
await runScript('npm run lifecycle', async (db, actor) => {
  const { values } = parse();
  const { dryRun, approve, json } = { dryRun: values['dry-run'], approve: values.approve, json: values.json };
  const at = values.at === undefined ? undefined : instant.safeParse(values.at);
  if (at?.success === false) throw new UsageError(`--at ${values.at ?? ''}: ${at.error.issues[0]?.message ?? 'is no instant.'}`);
  const report = await runLifecycle(db, actor, { at: at?.data, dryRun, approve });
  process.stdout.write(json ? `${JSON.stringify(report.summary)}\n` : `${report.lines.join('\n')}\n`);
  if (report.waits) process.exitCode = 2;
});

function parse() {
  try {
    return parseArgs({
      options: {
        at: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        approve: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nUsage: npm run lifecycle -- [--at <instant>] [--dry-run] [--approve] [--json]`);
  }
}
