import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { decisionRecordSchema, type DecisionRecord } from '@/lib/domain/decision-record';
import type { Tx } from '@/lib/db/client';

/** Keeps what a decision was made on, in the decision's own transaction. It is written once. */
export async function insertRecord(tx: Tx, record: DecisionRecord): Promise<void> {
  const body = canonicalize(record);
  if (body === undefined) throw new TypeError('a decision record is not JSON');
  await tx.decisionRecord.create({
    data: { decisionId: record.decision.id, body, digest: digestOf(body), createdAt: new Date(record.decision.decidedAt) },
  });
}

/** A record as it was kept. `isIntact`: the text is still the one that its digest was made of. */
export function readBody({ body, digest }: { body: string; digest: string }): { record: DecisionRecord; isIntact: boolean } {
  return { record: decisionRecordSchema.parse(JSON.parse(body)), isIntact: digestOf(body) === digest };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
