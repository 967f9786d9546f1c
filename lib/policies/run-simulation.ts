import { simulationTallySchema } from '@/lib/domain/policy-simulation';
import type { Database, Tx } from '@/lib/db/client';
import type { PolicySimulation } from '@/lib/db/generated/client';
import { isUnreachable } from '@/lib/db/is-unreachable';
import { inTransaction } from '@/lib/db/transaction';
import { enqueue } from '@/lib/jobs/queue';
import { log } from '@/lib/log';
import { Inventory } from './inventory';
import { readRequestPage, type SubjectPage } from './read-subjects';
import { triedPolicies } from './simulation-shape';
import { PolicyTrial } from './try-policies';
import { lockSimulation, moveSimulation } from './write-simulation';

/** Requests and Sites in memory at a time. */
const pageSize = { requests: 500, sites: 2_000 };
/** After so many ms what was found is kept: the bar moves, and a worker that is killed loses no more. */
const stepMs = 1_000;

export type SimulationOptions = { signal: AbortSignal; clock?: () => Date };

/** Goes on with a simulation from where it is, until it is through, stopped, or the worker is. */
export async function runSimulation(db: Database, simulationId: string, { signal, clock = () => new Date() }: SimulationOptions): Promise<void> {
  let trial: Trial | undefined;
  for (;;) {
    let more: boolean;
    try {
      const simulation = await db.prisma.policySimulation.findUnique({ where: { id: simulationId } });
      more = false;
      if (simulation?.state === 'running') {
        trial ??= await openTrial(db, simulation);
        more = await runStep(db, simulation, trial, clock);
      }
    } catch (error) {
      if (isUnreachable(error)) throw error; // the queue tries it again
      log.error({ err: error, simulationId }, 'a simulation failed');
      await inTransaction(db, (tx) => end(tx, simulationId, 'failed', clock()));
      return;
    }
    if (!more) return;
    if (!signal.aborted) continue;
    await inTransaction(db, (tx) => enqueue(tx, 'simulate-policies', { simulationId }, { key: simulationId }));
    return;
  }
}

type Trial = { policies: PolicyTrial; inventory: Inventory };

/** What all steps of one worker share: the policies as they are asked, and what many Sites have in common. */
async function openTrial(db: Database, { inForce, proposed, startedAt }: PolicySimulation): Promise<Trial> {
  const policies = new PolicyTrial(triedPolicies.parse(inForce), triedPolicies.parse(proposed));
  return { policies, inventory: await Inventory.open(db, { ...policies.needs, now: startedAt }) };
}

/** Looks at pages for a while, then keeps what was found. Answers whether there is more to do. */
async function runStep(db: Database, simulation: PolicySimulation, { policies, inventory }: Trial, clock: () => Date): Promise<boolean> {
  const { id, part, done, cursor, startedAt } = simulation;
  const tally = simulationTallySchema.parse(simulation.tally);
  const isSites = part === 'sites';
  const readPage = (after: string | null): Promise<SubjectPage> =>
    isSites ? inventory.page(after, pageSize.sites) : readRequestPage(db.prisma, { after, limit: pageSize.requests, now: startedAt });
  const started = performance.now();
  let read = 0;
  let through = cursor;
  let next: Promise<SubjectPage> | null = readPage(cursor);
  while (next !== null) {
    const page: SubjectPage = await next;
    through = page.through;
    // The database reads the next page while this one is judged.
    next = through === null || performance.now() - started > stepMs ? null : readPage(through);
    // Awaited in the next turn; were this page to fail, its failure would be nobody's.
    next?.catch(() => undefined);
    for (const subject of page.subjects) policies.add(tally, isSites ? 'sites' : 'requests', subject);
    read += page.read;
  }
  return inTransaction(db, async (tx) => {
    const now = await lockSimulation(tx, id);
    // Somebody stopped it, or another worker went on with it: this step counts for nothing then.
    if (now === null || now.state !== 'running' || now.part !== part || now.cursor !== cursor) return now?.state === 'running';
    const isThrough = through === null;
    await moveSimulation(tx, id, { done: done + read, tally, part: isThrough ? 'sites' : part, cursor: through, ...(isThrough && isSites && { state: 'done', finishedAt: clock() }) });
    return !(isThrough && isSites);
  });
}

async function end(tx: Tx, id: string, state: 'failed', now: Date): Promise<void> {
  const simulation = await lockSimulation(tx, id);
  if (simulation?.state !== 'running') return;
  await moveSimulation(tx, id, { state, finishedAt: now, message: 'It broke off, and nothing was changed. Start it again.' });
}
