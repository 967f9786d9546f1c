import type { DemandInForce } from '@/lib/enforcement/read-demands';
import { wishInWords } from '@/lib/domain/enforcement-steps';
import type { Notice } from '@/lib/notifications/write';

type Subject = { id: string; slug: string; title: string };

/** What somebody did not expect of the platform. */
export type Surprise = { kind: 'missing' | 'suspended' | 'unregistered'; site: Subject; ownerId: string | null };

/** Sites that one message names; the console lists all. */
const named = 20;

const words: Record<Surprise['kind'], { title: (what: string) => string; line: string }> = {
  missing: {
    title: (what) => `The platform no longer shows ${what}`,
    line: 'The record stays as it is. Note what people use instead; if a later report shows it again, the record says so.',
  },
  suspended: {
    title: (what) => `The platform has suspended ${what}`,
    line: 'It is disabled here too, with the reason “platform action”. Re-enable it here once the platform has reinstated it.',
  },
  unregistered: {
    title: (what) => `${what} appeared on the platform without being registered`,
    line: 'It is in quarantine until somebody has confirmed who owns it.',
  },
};

/**
 * Tells the owners and admins of what a report brought, each once for each kind. `importId` names the occasion: a report
 * that is sent again brings nothing new, and tells nobody again.
 */
export function noticesOf(surprises: readonly Surprise[], reopened: readonly DemandInForce[], admins: readonly string[], importId: string): Notice[] {
  const notices: Notice[] = [];
  for (const kind of ['missing', 'suspended', 'unregistered'] as const) {
    const sites = surprises.filter((surprise) => surprise.kind === kind);
    const owners = new Set(sites.flatMap(({ ownerId }) => ownerId ?? []));
    for (const personId of new Set([...admins, ...owners])) {
      const theirs = admins.includes(personId) ? sites : sites.filter(({ ownerId }) => ownerId === personId);
      if (theirs.length > 0) notices.push(surpriseNotice(kind, theirs.map(({ site }) => site), personId, importId));
    }
  }
  if (reopened.length > 0) notices.push(...admins.map((personId) => reopenedNotice(reopened, personId, importId)));
  return notices;
}

function surpriseNotice(kind: Surprise['kind'], sites: readonly Subject[], personId: string, importId: string): Notice {
  const [first] = sites;
  const isOne = sites.length === 1;
  const what = isOne && first !== undefined ? `“${first.title}”` : `${sites.length.toLocaleString('en-US')} Sites`;
  const { title, line } = words[kind];
  const href = kind === 'unregistered' ? '/lifecycle/quarantine' : isOne && first !== undefined ? `/sites/${first.slug}` : '/sites';
  return {
    personId,
    kind: 'alert',
    occasion: `${kind} ${importId}`,
    title: title(what),
    message: { lines: [line, ...(isOne ? [] : listed(sites.map((site) => site.title)))], action: { label: isOne ? 'Open the Site' : 'Open the list', href } },
  };
}

function reopenedNotice(reopened: readonly DemandInForce[], personId: string, importId: string): Notice {
  const count = reopened.length;
  return {
    personId,
    kind: 'alert',
    occasion: `reopened ${importId}`,
    title: count === 1 ? `A confirmed decision about “${reopened[0]?.site.title ?? ''}” no longer holds on the platform` : `${count.toLocaleString('en-US')} confirmed decisions no longer hold on the platform`,
    message: {
      lines: ['The latest report shows something else. They are in the list of tasks again.', ...listed(reopened.map(({ site, wish }) => `${site.title}: ${wishInWords(wish)}`))],
      action: { label: 'Open the tasks', href: '/lifecycle/enforcement' },
    },
  };
}

function listed(lines: readonly string[]): string[] {
  const rest = lines.length - named;
  return [...lines.slice(0, named), ...(rest > 0 ? [`and ${rest.toLocaleString('en-US')} more`] : [])];
}
