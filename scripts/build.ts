import { ensureBuild } from './support/build';
import { reportFatal } from './support/fatal.mjs';
import { Cleanup } from './support/processes';

// npm run build: the production build, made anew.
process.env.NEXT_TELEMETRY_DISABLED = '1';
const cleanup = new Cleanup();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void cleanup.run().then(() => process.exit(130)));
await ensureBuild({ cleanup, force: true }).catch(reportFatal);
