import { v7 as uuidv7 } from 'uuid';
import type { Operation as Permitted } from '@/lib/domain/permissions';
import { inDays } from './api-case-kinds';
import type { Case } from './api-walk';

/** An access review with one Site, about which the subject is asked, else the requester. `:site` stands for it. */
export function onCampaign(permission: Permitted, method: string, path: string, own = false): Case {
  return {
    needs: [permission],
    prepare: async (world, cast, subject) => {
      const [id, reviewerId] = [uuidv7(), own ? subject.id : cast.requester.id];
      const { id: siteId, slug } = await world.newSite({ people: [cast.visitor.id] });
      await world.db.prisma.campaign.create({
        data: { id, name: 'A walk', query: '', dueAt: new Date(inDays(30)), silence: 'keep', state: 'running', createdById: cast.admin.id, createdAt: new Date(), repeatMonths: 3, repeatAt: new Date(inDays(90)) },
      });
      await world.db.prisma.campaignItem.create({ data: { campaignId: id, siteId, siteTitle: 'A Site', siteSlug: slug, reviewerId, reviewerName: 'Somebody', why: 'owner' } });
      await world.db.prisma.campaignEntry.create({ data: { id: uuidv7(), campaignId: id, siteId, personId: cast.visitor.id, name: 'A visitor', recommendation: 'certify', reasons: ['In use.'] } });
      const body = path === '/answers' ? { answers: [{ siteId, rest: 'certify' }] } : { reason: 'A walk.' };
      return {
        path: `/campaigns/${id}${path.replace(':site', siteId)}`,
        call: method === 'GET' ? {} : { method, body },
        // Ending one and reading its evidence hang on the role alone.
        ...(permission === 'campaign.get' || permission === 'campaign.answer' ? { campaign: { isAsked: subject.id === reviewerId } } : {}),
      };
    },
  };
}
