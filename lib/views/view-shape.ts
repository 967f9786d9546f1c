import { z } from 'zod';
import { roles } from '@/lib/domain/permissions';
import { judgeOnView } from '@/lib/domain/view';
import type { Subject } from '@/lib/domain/verdict';
import type { Prisma } from '@/lib/db/generated/client';

export const viewShape = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The query part of the list's address: `state=live&sort=-expires`. */
  query: z.string(),
  isShared: z.boolean(),
  owner: z.object({ id: z.uuid(), name: z.string() }),
  /** Whether it is the caller's own. */
  isMine: z.boolean(),
  /** Whether the caller may rename, change, share and delete it. */
  mayChange: z.boolean(),
  /** The role whose list opens with it. */
  defaultFor: z.enum(roles).nullable(),
  revision: z.int(),
  updatedAt: z.iso.datetime(),
});
export type SavedView = z.infer<typeof viewShape>;

export const withOwner = { owner: { select: { id: true, name: true } } } as const;
export type ViewRow = Prisma.SavedViewGetPayload<{ include: typeof withOwner }>;

/** A view as somebody is shown it. */
export function toSavedView(row: ViewRow, subject: Subject): SavedView {
  return {
    id: row.id,
    name: row.name,
    query: row.query,
    isShared: row.isShared,
    owner: row.owner,
    isMine: row.ownerId === subject.personId,
    mayChange: judgeOnView(subject, row).allowed,
    defaultFor: row.defaultFor,
    revision: row.revision,
    updatedAt: row.updatedAt.toISOString(),
  };
}
