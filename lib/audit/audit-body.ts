import { z } from 'zod';

/** What the canonical text of an event holds: version 1 of the format that docs/audit.md describes. */
export const auditBodySchema = z.object({
  v: z.literal(1),
  id: z.uuid(),
  at: z.iso.datetime(),
  type: z.string(),
  actor: z.object({
    kind: z.enum(['person', 'system']),
    id: z.uuid().nullable(),
    name: z.string(),
    email: z.string().nullable(),
    roles: z.array(z.string()),
    tokenId: z.uuid().nullable(),
  }),
  via: z.string(),
  correlationId: z.string(),
  site: z.object({ id: z.uuid(), slug: z.string(), title: z.string() }).nullable(),
  request: z.object({ id: z.uuid(), kind: z.string(), revision: z.int() }).nullable(),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }).nullable(),
  reason: z.string().nullable(),
  changes: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })),
  data: z.record(z.string(), z.unknown()),
});
