import { z } from 'zod';
import { exportAudit as exportEvents } from '@/lib/audit/export-audit';
import { auditListShape, listAuditEvents as list } from '@/lib/audit/list-audit';
import { auditVerificationShape, verifyAudit as verify } from '@/lib/audit/verify-audit';
import type { Operation } from '@/lib/gate/http';
import { runQuery } from '@/lib/gate/query';
import { textStream } from '@/lib/gate/text-stream';
import { reads } from '../operation';

const tag = 'Audit';

export const listAuditEvents = reads(
  { id: 'listAuditEvents', method: 'GET', path: '/audit/events', tag, summary: 'List audit events, newest first' },
  list,
  auditListShape,
);
export const verifyAudit = reads(
  { id: 'verifyAudit', method: 'GET', path: '/audit/verify', tag, summary: 'Verify the audit chain' },
  verify,
  auditVerificationShape,
);
export const exportAudit: Operation = {
  id: 'exportAudit',
  method: 'GET',
  path: '/audit/export',
  tag,
  summary: 'Export the audit log as JSON Lines or CSV, oldest first',
  input: exportEvents.input,
  answer: z.string(),
  answers: ['application/jsonl', 'text/csv'],
  status: 200,
  run: async ({ input, actor }) => {
    const { format, chunks } = await runQuery(exportEvents, input, actor);
    return textStream(chunks, format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl', `siteward-audit.${format}`);
  },
};
