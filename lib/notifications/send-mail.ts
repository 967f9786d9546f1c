import type { Database } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { log } from '@/lib/log';
import { claimMail, type Claim } from './claim-mail';
import { isServerTrouble, type Post } from './post';
import { markSent, markTrouble } from './write-mail';

/** So many e-mails are on their way at once. */
const lanes = 3;

type Run = {
  /** Asked at each step: a run may take long. */
  clock: () => Date;
  signal?: AbortSignal;
};

/**
 * Sends all e-mail that is due. The mark that one was sent is written after the server took it over: whoever is killed
 * in between has it sent once more, under the same Message-ID. Trouble with the server as a whole ends the run.
 */
export async function sendMail(db: Database, post: Post, { clock, signal }: Run): Promise<{ sent: number; failed: number }> {
  const counts = { sent: 0, failed: 0 };
  let ended = false;
  const lane = async (): Promise<void> => {
    while (!ended && signal?.aborted !== true) {
      const claim = await inTransaction(db, (tx) => claimMail(tx, { now: clock(), address: post.address }));
      if (claim === null) return;
      if (claim === 'skipped') continue;
      const outcome = await sendOne(db, post, claim, clock);
      counts[outcome === 'sent' ? 'sent' : 'failed'] += 1;
      if (outcome === 'server trouble') ended = true;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return counts;
}

async function sendOne(db: Database, post: Post, { mailId, to, letter }: Claim, clock: () => Date): Promise<'sent' | 'failed' | 'server trouble'> {
  try {
    await post.send?.({ mailId, to, letter });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.warn({ mailId, error: message }, 'an e-mail could not be sent');
    await inTransaction(db, (tx) => markTrouble(tx, mailId, message, clock()));
    return isServerTrouble(error) ? 'server trouble' : 'failed';
  }
  await inTransaction(db, (tx) => markSent(tx, mailId, { to: to.address, letter, keptHere: post.send === null }, clock()));
  return 'sent';
}
