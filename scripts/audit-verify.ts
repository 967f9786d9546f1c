import { verifyChain } from '../lib/audit/verify-audit';
import { runScript } from './support/script-run';

/** Reads the whole audit chain and names the first broken event; status 1 when there is one. */
await runScript('npm run audit:verify', async (db) => {
  const { intact, checked, head, broken } = await verifyChain(db.prisma);
  if (intact) {
    process.stdout.write(`The audit chain is intact: ${checked} events, the last is ${head.seq} with the hash ${head.hash}.\n`);
    return;
  }
  process.stdout.write(`The audit chain is broken at event ${broken?.seq ?? 0}: ${broken?.reason ?? ''} ${checked} events before it are intact.\n`);
  process.exitCode = 1;
});
