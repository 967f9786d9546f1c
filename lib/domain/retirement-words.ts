import type { NewRetirement } from './retirement';
import type { SiteFacts } from './site';

const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const date = (at: Date): string => dates.format(at);

type Words = Pick<NewRetirement, 'reason' | 'graduatedInto' | 'closesAt' | 'deletesAt' | 'state'>;

/** What a message about the beginning of a retirement says: to somebody who uses the Site, or to those who answer for it. */
export function retirementLines({ title, owner }: Pick<SiteFacts, 'title' | 'owner'>, plan: Words, isUser: boolean): string[] {
  const ask = owner === null ? 'a workspace admin' : `${owner.name} (${owner.email})`;
  return [
    plan.state === 'notice'
      ? `${title} closes on ${date(plan.closesAt)} and is deleted on ${date(plan.deletesAt)} at the earliest.`
      : `${title} is closed and is deleted on ${date(plan.deletesAt)} at the earliest.`,
    `Why: ${plan.reason}`,
    ...(plan.graduatedInto === null ? [] : [`Instead of it: ${plan.graduatedInto}`]),
    isUser ? `Save what you still need from it before it closes. Questions go to ${ask}.` : 'Until the deletion is asked for, the owner or an admin can stop the retirement, and everything comes back.',
  ];
}

/** The text that the owner of a Site for everybody posts where people read it. */
export function textToPost(site: Pick<SiteFacts, 'title' | 'owner'>, plan: Words): string {
  return retirementLines(site, plan, true).join('\n');
}
