import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import type { PrismaClient } from '@/lib/db/generated/client';
import { query } from '@/lib/gate/query';
import { neutralCell } from '@/lib/domain/csv-cell';
import { auditFilterSchema, auditWhere, toAuditEvent, type AuditEventView, type AuditFilter } from './list-audit';

const batch = 1_000;

const csvColumns = ['seq', 'at', 'type', 'actor', 'actor_email', 'via', 'site', 'site_id', 'request_id', 'subject', 'reason', 'changes', 'data', 'correlation_id', 'prev_hash', 'hash'] as const;

/** The audit log as a stream of text, oldest first: JSON Lines with the sealed body of each event, or CSV. */
export const exportAudit = query({
  name: 'audit.list',
  input: auditFilterSchema.extend({ format: z.enum(['jsonl', 'csv']).default('jsonl') }),
  may: (actor) => judge('audit.list', roleStandings(actor)),
  visible: () => allowed,
  load: ({ prisma }, { format, ...filter }) => Promise.resolve({ format, chunks: chunks(prisma, filter, format) }),
});

async function* chunks(db: PrismaClient, filter: AuditFilter, format: 'jsonl' | 'csv'): AsyncGenerator<string> {
  if (format === 'csv') yield `\ufeff${csvLines([csvColumns])}`;
  let last = 0n;
  for (;;) {
    const rows = await db.auditEvent.findMany({
      where: { AND: [auditWhere(filter), { seq: { gt: last } }] },
      orderBy: { seq: 'asc' },
      take: batch,
    });
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.seq;
    yield format === 'csv'
      ? csvLines(rows.map((row) => cellsOf(toAuditEvent(row))))
      : // `body` is the exact text that the hash covers, so that a stranger can verify the export alone.
        rows.map((row) => `${JSON.stringify({ seq: Number(row.seq), prevHash: row.prevHash, hash: row.hash, body: row.body })}\n`).join('');
  }
}

function csvLines(rows: readonly (readonly unknown[])[]): string {
  return stringify(rows.map((row) => row.map((cell) => neutralCell(String(cell ?? '')))), { record_delimiter: '\r\n' });
}

function cellsOf(event: AuditEventView): unknown[] {
  return [
    event.seq,
    event.at,
    event.type,
    event.actor.name,
    event.actor.email,
    event.via,
    event.site?.title,
    event.site?.id,
    event.request?.id,
    event.subject?.name,
    event.reason,
    JSON.stringify(event.changes),
    JSON.stringify(event.data),
    event.correlationId,
    event.prevHash,
    event.hash,
  ];
}
