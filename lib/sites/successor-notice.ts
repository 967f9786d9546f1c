import type { SiteFacts } from '@/lib/domain/site';
import type { Notice } from '@/lib/notifications/write';

type Named = {
  personId: string;
  by: string;
  /** Tells one naming from the next. */
  occasion: string;
  /** Left out where many Sites name them at once. */
  site?: Pick<SiteFacts, 'slug' | 'title'>;
};

/** What somebody is told who was named as the successor: only with their yes do they take over. */
export function successorNotice({ personId, by, occasion, site }: Named): Notice {
  return {
    personId,
    kind: 'successor_named',
    occasion,
    title: site === undefined ? 'You are named as the successor of several Sites' : `You are named as the successor of ${site.title}`,
    message: {
      lines: [
        `${by} named you as the person who takes over when the owner leaves.`,
        'You take over only if you agree. Until you answer, the Sites would go to the owner’s manager instead.',
      ],
      action: site === undefined ? { label: 'Answer', href: '/handovers' } : { label: 'Answer', href: `/sites/${site.slug}` },
    },
  };
}

/** What the owner is told whose successor said no. */
export function successorGoneNotice({ personId, successor, site }: { personId: string; successor: string; site: Pick<SiteFacts, 'id' | 'slug' | 'title' | 'revision'> }): Notice {
  return {
    personId,
    kind: 'successor_named',
    occasion: `successor declined ${site.id} ${site.revision + 1}`,
    title: `${successor} will not be the successor of ${site.title}`,
    message: {
      lines: ['Nobody is named now. If you left, the Site would go to your manager.'],
      action: { label: 'Name somebody else', href: `/sites/${site.slug}?do=name_successor` },
    },
  };
}
