import { z } from 'zod';
import { requestDraftSchema } from '@/lib/domain/request-draft';
import { judge, judgeOnSite, roleStandings } from '@/lib/domain/verdict';
import { requireVerdict } from '@/lib/gate/command';
import { query } from '@/lib/gate/query';
import { readSiteRelations } from '@/lib/sites/load-site';

export const draftShape = z.object({ draft: requestDraftSchema.nullable(), updatedAt: z.iso.datetime().nullable() });
export type DraftView = z.infer<typeof draftShape>;

/** A draft that a later version can't read any more counts as none. */
export function toDraftView(row: { body: unknown; updatedAt: Date } | null): DraftView {
  const draft = requestDraftSchema.safeParse(row?.body);
  return row === null || !draft.success ? { draft: null, updatedAt: null } : { draft: draft.data, updatedAt: row.updatedAt.toISOString() };
}

/** What the one who looks has begun to ask for, on a Site of theirs. */
export const getDraft = query({
  // To read it is no more than to look ahead; keeping one writes.
  name: 'request.preview',
  input: z.strictObject({ siteId: z.uuid() }),
  may: (actor) => judge('request.list', roleStandings(actor)),
  visible: ({ personId }) => ({ personId }),
  load: async ({ prisma }, { siteId }, { personId }, { actor }): Promise<DraftView | null> => {
    const site = await prisma.site.findUnique({ where: { id: siteId }, select: { id: true, ownerId: true, successorId: true } });
    if (site === null || personId === null) return null;
    requireVerdict(judgeOnSite('request.preview', actor, await readSiteRelations(prisma, site, actor)));
    return toDraftView(await prisma.requestDraft.findUnique({ where: { siteId_personId: { siteId: site.id, personId } } }));
  },
});
