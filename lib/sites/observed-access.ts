import { z } from 'zod';
import type { ObservedAccess, ObservedMode } from '@/lib/domain/audience';

/** What is kept of the platform's access policy: enough to compare and to name people, nothing secret. */
export const observedAccessSchema = z.object({
  users: z.array(z.object({ email: z.string(), name: z.string().nullable(), role: z.string(), isExternal: z.boolean() })).nullable(),
  groups: z.array(z.object({ id: z.string(), name: z.string().nullable(), size: z.int().nullable() })).nullable(),
  externalVisitors: z.int(),
});
export type StoredObservedAccess = z.infer<typeof observedAccessSchema>;

/** The stored report in the words that drift compares; null where the platform has not reported. */
export function readObservedAccess(mode: ObservedMode | null, stored: unknown): ObservedAccess | null {
  if (mode === null) return null;
  const parsed = observedAccessSchema.safeParse(stored);
  if (!parsed.success) return { mode, emails: null, groups: null, externalVisitors: 0 };
  return {
    mode,
    emails: parsed.data.users?.map(({ email }) => email.toLowerCase()) ?? null,
    groups: parsed.data.groups?.map(({ id }) => id) ?? null,
    externalVisitors: parsed.data.externalVisitors,
  };
}
