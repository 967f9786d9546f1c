import type { Notice } from '@/lib/notifications/write';

type Released = { personId: string; by: string; sites: readonly { slug: string; title: string }[]; occasion: string };

/** What somebody is told who is the owner of Sites that nobody answered for. */
export function releasedNotice({ personId, by, sites, occasion }: Released): Notice {
  const [only] = sites;
  const single = sites.length === 1 && only !== undefined;
  return {
    personId,
    kind: 'handover',
    occasion,
    title: single ? `${only.title} is yours now` : `${sites.length.toLocaleString('en-GB')} Sites are yours now`,
    message: {
      lines: [
        `Nobody answered for ${single ? 'it' : 'them'}. ${by} made you the owner.`,
        `Only you and admins can open ${single ? 'it' : 'them'} for now. Ask to widen the audience of what others need, and retire what nobody needs.`,
      ],
      action: single ? { label: 'Look at it', href: `/sites/${only.slug}` } : { label: 'See your Sites', href: '/sites?owner=me' },
    },
  };
}
