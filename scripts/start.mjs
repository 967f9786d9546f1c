import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setUp } from './setup.mjs';
import { loadDotEnv } from './support/dot-env.mjs';
import { Fatal, reportFatal } from './support/fatal.mjs';
import { requireFreePort } from './support/port.mjs';
import { startTimeOf } from './support/running-process.mjs';

/*
 * npm start: whatever a clone lacks, then the product. This part is plain Node, for there may be nothing else yet;
 * scripts/start.ts goes on.
 *
 *   npm start                     the product; the demo when there is no DATABASE_URL
 *   npm start -- --fresh [--yes]  the demo from the beginning
 *   npm run dev                   the same with `next dev`
 */
process.chdir(path.join(path.dirname(fileURLToPath(import.meta.url)), '..'));
Object.assign(process.env, { CHECKPOINT_DISABLE: '1', NEXT_TELEMETRY_DISABLED: '1' });
try {
  const options = readOptions();
  loadDotEnv();
  // Before the minutes that an installation takes. Whether the values make sense is start.ts's to say.
  const port = Number(process.env.PORT || 3000);
  const host = process.env.HOST || (process.env.DATABASE_URL ? '0.0.0.0' : '127.0.0.1');
  if (!process.env.DATABASE_URL) refuseSecondStart();
  if (Number.isInteger(port) && port > 0 && port < 65_536) await requireFreePort(port, host);
  await setUp({ quiet: true });
  const { register } = await import('tsx/esm/api');
  register();
  const { start } = await import(pathToFileURL(path.resolve('scripts/start.ts')).href);
  await start(options);
} catch (error) {
  reportFatal(error);
  process.exit();
}

/** What takes the port may well be the start before this one, and then that is what to say. */
function refuseSecondStart() {
  const file = path.join('.data', 'run.json');
  const running = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  if (running?.url === undefined || startTimeOf(running.launcherPid) !== running.launcherStarted) return;
  throw new Fatal(`Siteward already runs in this folder at ${running.url} (process ${running.launcherPid}). Use that one, or stop it first.`);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { dev: { type: 'boolean' }, fresh: { type: 'boolean' }, yes: { type: 'boolean' } },
    });
    return { dev: values.dev === true, fresh: values.fresh === true, yes: values.yes === true };
  } catch (error) {
    throw new Fatal(`${error.message.split('.')[0]}. There are --fresh (a new demo), --yes (without asking) and --dev.`);
  }
}
