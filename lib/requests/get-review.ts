import { z } from 'zod';
import type { Dossier } from '@/lib/domain/dossier';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { readWithOpenPart } from './get-request';
import { ofKind } from './load-request';
import { dossierOf, modeAskedFor, readBackground } from './read-dossier';
import type { RequestDetail } from './request-shape';
import { visibleRequests, whereVisible } from './visible-requests';

/** A request with its dossier; null where whoever looks has no part in the Site and nothing to decide. */
export type Review = { request: RequestDetail; dossier: Dossier | null };

/** One page to decide from: the request, and everything that it rests on. */
export const getReview = query({
  name: 'request.get',
  input: z.strictObject({ requestId: z.uuid() }),
  may: (actor) => judge('request.list', roleStandings(actor)),
  visible: visibleRequests,
  load: async ({ prisma }, { requestId }, visible, { actor, now }): Promise<Review | null> => {
    const found = await prisma.request.findFirst({ where: { AND: [{ id: requestId }, await whereVisible(prisma, visible, now)] }, select: { kind: true, siteId: true, proposal: true, reason: true } });
    if (found === null) return null;
    const governs = judge('site.get_record', roleStandings(actor)).allowed;
    const { siteId } = found;
    const to = modeAskedFor(ofKind(found));
    const [{ request, open }, background] = await Promise.all([
      readWithOpenPart(prisma, requestId, actor, now, { withSite: to === null }),
      to === null ? null : readBackground(prisma, { requestId, siteId, to }, { governs }),
    ]);
    if (background === null) return { request, dossier: null };
    const dossier = dossierOf(request, background, open?.measured ?? null, now);
    const me = actor.personId;
    const hasPart = governs || dossier.site.owner?.id === me || request.actions.decide.allowed || request.decisions.some(({ reviewer, onBehalfOf }) => reviewer.id === me || onBehalfOf?.id === me);
    return { request, dossier: hasPart ? dossier : null };
  },
});
