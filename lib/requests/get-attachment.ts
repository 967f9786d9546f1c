import { z } from 'zod';
import { judge, judgeOnSite, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { readSiteRelations } from '@/lib/sites/load-site';
import { visibleRequests, whereVisible } from './visible-requests';

type StoredFile = { name: string; mediaType: string; size: number; digest: string; content: Uint8Array<ArrayBuffer> };

/** A file that backs evidence: for those who see the Site's evidence, and for those whom a request that names it asks. */
export const getAttachment = query({
  name: 'attachment.get',
  input: z.strictObject({ attachmentId: z.uuid() }),
  may: (actor) => judge('request.list', roleStandings(actor)),
  visible: visibleRequests,
  load: async ({ prisma }, { attachmentId }, visible, { actor, now }): Promise<StoredFile | null> => {
    const about = await prisma.attachment.findUnique({ where: { id: attachmentId }, select: { siteId: true } });
    const site = about === null ? null : await prisma.site.findUnique({ where: { id: about.siteId }, select: { id: true, ownerId: true, successorId: true } });
    if (site === null) return null;
    const verdict = judgeOnSite('attachment.get', actor, await readSiteRelations(prisma, site, actor));
    if (!verdict.allowed) {
      const naming = { proposal: { path: ['evidence'], array_contains: [{ attachment: { id: attachmentId } }] } };
      const named = await prisma.request.count({ where: { AND: [await whereVisible(prisma, visible, now), { siteId: site.id }, naming] } });
      if (named === 0) return null;
    }
    return prisma.attachment.findUnique({ where: { id: attachmentId }, select: { name: true, mediaType: true, size: true, digest: true, content: true } });
  },
});
