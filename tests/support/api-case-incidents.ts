import { post, siteFor } from './api-case-kinds';
import type { Case } from './api-walk';

/** A Site that the platform shows to the whole workspace: the database opens its incident. */
export function onIncident(): Case {
  return {
    needs: ['incident.acknowledge'],
    prepare: async (world) => {
      const { id: siteId } = await world.newSite();
      await world.db.prisma.site.update({ where: { id: siteId }, data: { observedMode: 'workspace_all', observedAt: new Date(), drift: 'wider', revision: { increment: 1 } } });
      const { id } = await world.db.prisma.driftIncident.findFirstOrThrow({ where: { siteId } });
      return { path: `/incidents/${id}/acknowledge`, call: post({ note: 'On it.' }) };
    },
  };
}

/** A re-review that a reviewer has asked changes for. */
export function onReReview(): Case {
  return {
    needs: ['request.answer_re_review'],
    prepare: async (world, cast, subject) => {
      const { site, relations } = await siteFor(world, cast, subject, { transfer: false });
      const audience = { mode: 'custom', people: [], groups: [], reach: 0 };
      const proposal = { audience, gains: 0, until: null, evidence: [], changed: ['sources'], narrowed: false, because: [] };
      const { id } = await world.db.prisma.request.create({ data: { siteId: site.id, kind: 're_review', state: 'changes_requested', requesterId: cast.requester.id, reason: 'r', proposal, before: audience } });
      return { path: `/requests/${id}/answer`, call: post({ answer: 'Done.' }), request: { ...relations, requesterId: cast.requester.id, proposedOwnerId: null, isAsked: false, wasAsked: false } };
    },
  };
}
