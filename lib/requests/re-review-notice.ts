import type { SiteFacts } from '@/lib/domain/site';
import type { Notice } from '@/lib/notifications/write';

/** What the owner is told whose Site is reviewed again. */
export function reReviewNotice(personId: string, site: Pick<SiteFacts, 'title'>, request: { id: string; revision: number; reason: string; narrowed: boolean }): Notice {
  return {
    personId,
    kind: 'alert',
    occasion: `re-review ${request.id} ${request.revision}`,
    title: `${site.title} is reviewed again`,
    message: {
      lines: [
        request.reason,
        request.narrowed
          ? 'Until somebody has decided, only you and admins may open it. If it is approved, its audience comes back.'
          : 'Its audience stays as it is until somebody has decided. If it is rejected, or nobody answers in time, only you and admins may open it.',
      ],
      action: { label: 'See the re-review', href: `/requests/${request.id}` },
    },
  };
}
