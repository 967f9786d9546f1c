import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import { query } from '@/lib/gate/query';
import { auditBodySchema } from './audit-body';

const batch = 2_000;
const genesis = '0'.repeat(64);

export const auditVerificationShape = z.object({
  intact: z.boolean(),
  /** Events that were checked, up to the first broken one. */
  checked: z.int(),
  /** The end of the chain: keep it elsewhere, and a later verification can show that nothing before it was rewritten. */
  head: z.object({ seq: z.int(), hash: z.string() }),
  broken: z.object({ seq: z.int(), reason: z.string() }).nullable(),
});
export type AuditVerification = z.infer<typeof auditVerificationShape>;

/** Reads the whole chain and checks each link; names the first broken event. */
export const verifyAudit = query({
  name: 'audit.verify',
  input: z.strictObject({}),
  may: (actor) => judge('audit.verify', roleStandings(actor)),
  visible: () => allowed,
  load: ({ prisma }) => verifyChain(prisma),
});

type Row = {
  seq: bigint;
  id: string;
  at: Date;
  type: string;
  actorId: string | null;
  siteId: string | null;
  requestId: string | null;
  correlationId: string | null;
  body: string;
  prevHash: string;
  hash: string;
};

/** The check itself, without a gate, for the shell. Events appended while it runs are not part of it. */
export async function verifyChain(db: Reader): Promise<AuditVerification> {
  const head = await db.auditHead.findUniqueOrThrow({ where: { id: 1 } });
  const end = { seq: Number(head.seq), hash: head.hash };
  let last = { seq: 0n, hash: genesis };
  for (;;) {
    const rows: Row[] = await db.auditEvent.findMany({
      where: { seq: { gt: last.seq, lte: head.seq } },
      orderBy: { seq: 'asc' },
      take: batch,
    });
    for (const row of rows) {
      const reason = whyBroken(row, last);
      if (reason !== null) return { intact: false, checked: Number(last.seq), head: end, broken: { seq: Number(row.seq), reason } };
      last = { seq: row.seq, hash: row.hash };
    }
    if (rows.length < batch) break;
  }
  if (last.seq !== head.seq) {
    const reason = `Event ${last.seq + 1n} and all after it up to ${head.seq} are gone.`;
    return { intact: false, checked: Number(last.seq), head: end, broken: { seq: Number(last.seq) + 1, reason } };
  }
  if (last.hash !== head.hash) {
    return { intact: false, checked: Number(last.seq), head: end, broken: { seq: Number(last.seq), reason: 'The end of the chain was changed.' } };
  }
  return { intact: true, checked: Number(last.seq), head: end, broken: null };
}

function whyBroken(row: Row, last: { seq: bigint; hash: string }): string | null {
  if (row.seq !== last.seq + 1n) return `Event ${last.seq + 1n} is missing.`;
  if (row.prevHash !== last.hash) return 'It does not follow from the event before it.';
  const hash = createHash('sha256').update(`${row.prevHash}\n${row.seq}\n${row.body}`, 'utf8').digest('hex');
  if (hash !== row.hash) return 'Its content was changed.';
  return columnsDiffer(row) ? 'Its columns differ from its sealed content.' : null;
}

/** The columns only repeat the body, for searching; a changed one would mislead every list. */
function columnsDiffer(row: Row): boolean {
  const parsed = auditBodySchema.safeParse(JSON.parse(row.body));
  if (!parsed.success || canonicalize(JSON.parse(row.body)) !== row.body) return true;
  const { id, at, type, actor, site, request, correlationId } = parsed.data;
  return (
    row.id !== id ||
    row.at.toISOString() !== at ||
    row.type !== type ||
    row.actorId !== actor.id ||
    row.siteId !== (site?.id ?? null) ||
    row.requestId !== (request?.id ?? null) ||
    row.correlationId !== correlationId
  );
}
