import { audienceLabels, type AudienceMode } from '@/lib/domain/audience';
import type { SiteFacts } from '@/lib/domain/site';
import { longUtcDate } from '@/lib/domain/utc-day';
import type { Notice } from '@/lib/notifications/write';

type About = { site: Pick<SiteFacts, 'slug' | 'title' | 'owner'>; endsAt: Date; /** Who can open it then. */ after: AudienceMode; occasion: string };

/** What somebody is told who can open a Site only until a day. */
export function loserNotice(personId: string, { site, endsAt, occasion }: About): Notice {
  const when = longUtcDate(endsAt);
  return {
    personId,
    kind: 'alert',
    occasion,
    title: `You can open ${site.title} until ${when}`,
    message: {
      lines: ['It was opened to you for a time, which ends then. You lose nothing else.', site.owner === null ? 'If you need it for longer, tell a workspace admin.' : `If you need it for longer, tell its owner, ${site.owner.name}.`],
      action: { label: 'Open its page', href: `/sites/${site.slug}` },
    },
  };
}

/** What the owner is told before the audience falls back. */
export function ownerNotice(personId: string, { site, endsAt, after, occasion, losing, areTold }: About & { losing: number; areTold: boolean }): Notice {
  const people = `${losing.toLocaleString('en-GB')} ${losing === 1 ? 'person loses' : 'people lose'} access`;
  return {
    personId,
    kind: 'alert',
    occasion,
    title: `The audience of ${site.title} falls back on ${longUtcDate(endsAt)}`,
    message: {
      lines: [
        `Its widening ends then. Who can open it afterwards: ${audienceLabels[after].toLowerCase()}.`,
        losing === 0 ? 'Nobody loses access by it today.' : areTold ? `${people} and ${losing === 1 ? 'is' : 'are'} told, too.` : `${people}. That is too many to write to one by one: tell them where they read it.`,
        'To keep it open for longer, ask for another widening before that day.',
      ],
      action: { label: 'See the audience', href: `/sites/${site.slug}?tab=access` },
    },
  };
}

/** What the owner is told once it has. */
export function fellBackNotice(personId: string, { site, after, occasion }: Omit<About, 'endsAt'>): Notice {
  return {
    personId,
    kind: 'alert',
    occasion,
    title: `The audience of ${site.title} has fallen back`,
    message: {
      lines: [`Its widening has ended. Who can open it now: ${audienceLabels[after].toLowerCase()}.`, 'On the platform it becomes true once somebody does it there; the Site’s page says how far that is.'],
      action: { label: 'See the audience', href: `/sites/${site.slug}?tab=access` },
    },
  };
}
