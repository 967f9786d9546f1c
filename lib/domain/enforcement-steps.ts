import type { AudienceMode } from './audience';
import type { EnforcementWish } from './enforcement';

/** One thing to do in the platform's admin page, and what has to be pasted there. */
export type EnforcementStep = { text: string; copies: { label: string; value: string }[] };

/** The Site as an admin finds it there: by its address, else by its id. */
export type SiteOnPlatform = { slug: string; title: string; url: string | null; projectId: string | null };

/** What the platform calls the choices; `lib/domain/audience.ts` has this console's own words. */
const platformChoices: Record<AudienceMode, string> = {
  admins_only: 'Owner and workspace admins',
  custom: 'Only those invited',
  workspace_all: 'Anyone in this workspace with the link',
};

/** What it takes to make a decision true there, in order. */
export function stepsOf(wish: EnforcementWish, site: SiteOnPlatform): EnforcementStep[] {
  return [find(site), ...act(wish, site)];
}

/** What is asked for, in one line. */
export function wishInWords(wish: EnforcementWish): string {
  switch (wish.aspect) {
    case 'access':
      return `Let in: ${wish.mode === 'custom' ? invited(wish) : platformChoices[wish.mode].toLowerCase()}`;
    case 'availability':
      return wish.open ? 'Open it again' : 'Close it';
    case 'ownership':
      return `Make ${wish.name} the owner`;
    case 'existence':
      return 'Delete it';
  }
}

function find({ title, url, projectId }: SiteOnPlatform): EnforcementStep {
  const place = 'In the platform’s admin page, open Sites and find';
  if (url !== null) return step(`${place} “${title}” by its URL.`, { label: 'Copy the URL', value: url });
  return step(`${place} “${title}” by its id.`, ...(projectId === null ? [] : [{ label: 'Copy the project id', value: projectId }]));
}

function act(wish: EnforcementWish, { slug, url }: SiteOnPlatform): EnforcementStep[] {
  switch (wish.aspect) {
    case 'access':
      return accessSteps(wish);
    case 'availability':
      return wish.open
        ? [step('Choose Reinstate.'), step('Choose Manage access and see that it is open to those whom it was approved for.')]
        : [step('Choose Suspend.')];
    case 'ownership':
      return [
        step('Choose Transfer ownership.'),
        step(`Choose ${named(wish)} as the new owner and confirm.`, { label: `Copy ${wish.name}’s e-mail`, value: wish.email }),
      ];
    case 'existence': {
      // What has to be typed is the platform's own slug, which may differ from the one that is kept here.
      const typed = platformSlug(url) ?? slug;
      return [step('See that its data was exported or needs no export. Deleting can’t be undone.'), step(`Choose Delete and type “${typed}”.`, { label: 'Copy the slug', value: typed })];
    }
  }
}

function accessSteps(wish: Extract<EnforcementWish, { aspect: 'access' }>): EnforcementStep[] {
  const choose = step(`Choose Manage access, then “${platformChoices[wish.mode]}”.`);
  if (wish.mode !== 'custom') return [choose];
  const people = wish.people.map(({ email }) => email).join(', ');
  return [
    choose,
    ...(wish.people.length === 0 ? [] : [step(`Invite exactly these people: ${wish.people.map(named).join(', ')}.`, { label: 'Copy the e-mails', value: people })]),
    ...(wish.groups.length === 0 ? [] : [step(`Invite exactly these groups: ${wish.groups.map(({ name }) => name).join(', ')}.`, { label: 'Copy the groups', value: wish.groups.map(({ name }) => name).join(', ') })]),
    step('Take everybody else off the list; the owner stays.'),
  ];
}

function invited({ people, groups }: Extract<EnforcementWish, { aspect: 'access' }>): string {
  const count = (number: number, one: string, many: string): string[] => (number === 0 ? [] : [`${number} ${number === 1 ? one : many}`]);
  return [...count(people.length, 'named person', 'named people'), ...count(groups.length, 'group', 'groups')].join(' and ') || 'only those invited';
}

function named({ name, email }: { name: string; email: string }): string {
  return `${name} (${email})`;
}

function step(text: string, ...copies: EnforcementStep['copies']): EnforcementStep {
  return { text, copies };
}

function platformSlug(url: string | null): string | null {
  return /^https:\/\/([a-z0-9-]+)\.[a-z0-9-]+\.chatgpt\.site(?:\/|$)/.exec(url ?? '')?.[1] ?? null;
}
