import { differenceInCalendarDays, min } from 'date-fns';
import { classificationLabels, isSensitive, sensitivityLabels, type Classification, type Sensitivity } from './classification';
import { isOverExposed } from './site';
import { longUtcDate } from './utc-day';

/** What is advised for one person, one group or the whole workspace in an access review. `look`: decide it yourself. */
export const recommendations = ['certify', 'revoke', 'look'] as const;
export type Recommendation = (typeof recommendations)[number];

export const recommendationLabels: Record<Recommendation, string> = { certify: 'Keep', revoke: 'Revoke', look: 'Look closer' };

/** What is known of the Site that somebody can open. */
export type ReviewedSite = {
  classification: Classification;
  departmentId: string | null;
  departmentName: string | null;
  /** Null: the platform reports no visits of it. They are visits of anybody, not of this person. */
  lastVisitedAt: Date | null;
  /** After how many days without a visit the workspace calls it inactive. */
  inactiveDays: number;
  sensitivities: readonly Sensitivity[];
};

export type ReviewedAccess =
  | {
      kind: 'person';
      isActive: boolean;
      departmentId: string | null;
      departmentName: string | null;
      /** Whoever is asked would be certifying themself. */
      isAsked: boolean;
      /** Groups of the same audience that let them in as well, by name. */
      alsoThrough: readonly string[];
    }
  | { kind: 'group'; /** Active people in it, nested groups included. */ members: number; /** How many of them belong to the Site's department. */ ofDepartment: number }
  | { kind: 'workspace'; /** Active people. */ members: number };

export type Advice = { recommendation: Recommendation; /** Sentences, the weightiest first. */ reasons: string[] };

/** What to do about one entry of an audience, with every reason. Revoking weighs more than looking, looking more than keeping. */
export function recommendAccess(access: ReviewedAccess, site: ReviewedSite, now: Date): Advice {
  const found: Record<Recommendation, string[]> = { revoke: [], look: [], certify: [] };
  judgeVisits(site, now, found);
  if (access.kind === 'person') judgePerson(access, site, found);
  else if (access.kind === 'group') judgeGroup(access, site, found);
  else judgeWorkspace(access, site, found);
  const recommendation = found.revoke.length > 0 ? 'revoke' : found.look.length > 0 ? 'look' : 'certify';
  return { recommendation, reasons: [...found.revoke, ...found.look, ...found.certify] };
}

type Found = Record<Recommendation, string[]>;

function judgeVisits({ lastVisitedAt, inactiveDays }: ReviewedSite, now: Date, found: Found): void {
  if (lastVisitedAt === null) {
    found.certify.push('Visits of this Site are not reported.');
    return;
  }
  // A visit of a moment ago may lie after the instant as of which the review asks.
  const at = min([lastVisitedAt, now]);
  const days = differenceInCalendarDays(now, at);
  if (days >= inactiveDays) found.revoke.push(`Nobody has visited this Site since ${longUtcDate(at)}, for ${count(days, 'day')}.`);
  else found.certify.push(`The Site was last visited on ${longUtcDate(at)}.`);
}

function judgePerson(person: Extract<ReviewedAccess, { kind: 'person' }>, site: ReviewedSite, found: Found): void {
  if (!person.isActive) found.revoke.push('Has left.');
  if (person.isAsked) found.look.push('Would be certifying their own access.');
  if (person.departmentId !== null && site.departmentId !== null) {
    if (person.departmentId === site.departmentId) found.certify.push(`Belongs to ${site.departmentName ?? 'the same department'}, as the Site does.`);
    else found.look.push(`Belongs to ${person.departmentName ?? 'another department'}, the Site to ${site.departmentName ?? 'another'}.`);
  }
  if (person.alsoThrough.length > 0) found.certify.push(`Also gets in through ${listed(person.alsoThrough)}: revoking this alone changes nothing for them.`);
}

function judgeGroup({ members, ofDepartment }: Extract<ReviewedAccess, { kind: 'group' }>, site: ReviewedSite, found: Found): void {
  if (members === 0) {
    found.revoke.push('Nobody is in it. Whoever joins later would get in unseen.');
    return;
  }
  found.certify.push(`${count(members, 'person', 'people')} ${members === 1 ? 'is' : 'are'} in it.`);
  if (site.departmentId === null) return;
  const department = site.departmentName ?? 'the Site’s department';
  if (ofDepartment === 0) found.look.push(`Nobody in it belongs to ${department}.`);
  else if (ofDepartment < members) found.certify.push(`${ofDepartment.toLocaleString('en-US')} of them belong${ofDepartment === 1 ? 's' : ''} to ${department}.`);
}

function judgeWorkspace({ members }: Extract<ReviewedAccess, { kind: 'workspace' }>, site: ReviewedSite, found: Found): void {
  const sensitive = site.sensitivities.filter(isSensitive);
  if (sensitive.length > 0) {
    const words = [...new Set(sensitive)].map((each) => sensitivityLabels[each].toLowerCase());
    found.look.push(`It uses ${listed(words)} data, and all ${count(members, 'person', 'people')} can open it.`);
  } else if (isOverExposed({ audience: 'workspace_all', observedMode: null, classification: site.classification, sensitivities: [] })) {
    found.look.push(`It is classified as ${classificationLabels[site.classification].toLowerCase()}, and all ${count(members, 'person', 'people')} can open it.`);
  } else {
    found.certify.push(`All ${count(members, 'person', 'people')} of the workspace can open it.`);
  }
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

function listed(words: readonly string[]): string {
  const shown = words.length > 3 ? [...words.slice(0, 3), `${words.length - 3} more`] : [...words];
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
