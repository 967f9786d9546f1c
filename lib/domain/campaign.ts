import { addDays, subDays } from 'date-fns';
import type { Operation } from './permissions';
import { refuse, type Refusal } from './refusal';
import { hidden, judge, roleStandings, type Subject, type Verdict } from './verdict';

/** An access review: many Sites, a date, and somebody for each who says who may still open it. */
export const campaignStates = ['starting', 'running', 'closing', 'closed', 'cancelled'] as const;
export type CampaignState = (typeof campaignStates)[number];

export const campaignStateLabels: Record<CampaignState, string> = {
  starting: 'Starting',
  running: 'Running',
  closing: 'Closing',
  closed: 'Closed',
  cancelled: 'Cancelled',
};

/** What an access review does where nobody answered; chosen when it is started, and never changed afterwards. */
export const campaignSilences = ['keep', 'narrow_to_owner', 'disable'] as const;
export type CampaignSilence = (typeof campaignSilences)[number];

export const campaignSilenceLabels: Record<CampaignSilence, string> = {
  keep: 'Everybody keeps access',
  narrow_to_owner: 'The Site closes to owner and admins',
  disable: 'The Site is disabled',
};

/** The same as a sentence for whoever is asked. */
export const campaignSilenceMeanings: Record<CampaignSilence, string> = {
  keep: 'Without an answer by then everybody keeps access, and the evidence says that nobody answered.',
  narrow_to_owner: 'Without an answer by then only the owner and admins can open the Site. Letting others in again is a widening.',
  disable: 'Without an answer by then the Site is disabled. Whoever answers for it can re-enable it.',
};

/** The same as what happens to the Sites that are waited for. */
const silenceEffects: Record<CampaignSilence, { one: string; many: string }> = {
  keep: { one: 'Everybody keeps access', many: 'Everybody keeps access' },
  narrow_to_owner: { one: 'The Site closes to owner and admins', many: 'The Sites close to owner and admins' },
  disable: { one: 'The Site is disabled', many: 'The Sites are disabled' },
};

/** What no answer for so many Sites does, as a sentence; `when` says when. */
export function campaignSilenceEffect(silence: CampaignSilence, sites: number, when: string): string {
  return `${silenceEffects[silence][sites === 1 ? 'one' : 'many']} ${when} unless you answer.`;
}

/** What an access review is called in a digest: what a digest has told is not told again by a message the same day. */
export function campaignDigestKey(campaignId: string, isQueue: boolean): string {
  return `campaign ${campaignId}${isQueue ? ' admins' : ''}`;
}

export const campaignItemStates = ['waiting', 'answered', 'silent', 'gone'] as const;
export type CampaignItemState = (typeof campaignItemStates)[number];

export const campaignItemStateLabels: Record<CampaignItemState, string> = {
  waiting: 'Waiting',
  answered: 'Answered',
  silent: 'No answer',
  gone: 'Retired meanwhile',
};

export const campaignVerdicts = ['certify', 'revoke'] as const;
export type CampaignVerdict = (typeof campaignVerdicts)[number];

export const campaignVerdictLabels: Record<CampaignVerdict, string> = { certify: 'Keep', revoke: 'Revoke' };

/** As what somebody is asked about a Site, in the order in which they are looked for. Where there is nobody, the admins are. */
export const answererReasons = ['owner', 'successor', 'manager'] as const;
export type AnswererReason = (typeof answererReasons)[number];

export const answererReasonLabels: Record<AnswererReason, string> = {
  owner: 'owner',
  successor: 'accepted successor',
  manager: 'manager of the owner',
};

/** What an answer or the silence did to a Site. */
export const campaignEffects = ['none', 'narrowed', 'closed', 'disabled'] as const;
export type CampaignEffect = (typeof campaignEffects)[number];

export const campaignEffectLabels: Record<CampaignEffect, string> = {
  none: 'Nothing changed',
  narrowed: 'Fewer can open it',
  closed: 'Closed to owner and admins',
  disabled: 'Disabled',
};

/** A review takes at least a day and at most a year. */
export function campaignDueProblem(dueAt: Date, now: Date): string | null {
  if (dueAt < addDays(now, 1)) return 'Give those who are asked at least a day.';
  return dueAt > addDays(now, 366) ? 'Choose a date within a year.' : null;
}

/** The part of an access review that its steps are decided on. */
export type CampaignFacts = { id: string; name: string; state: CampaignState };

const notOpen: Record<Exclude<CampaignState, 'running'>, string> = {
  starting: 'This access review is still being started. Try again in a moment.',
  closing: 'This access review is being closed.',
  closed: 'This access review is closed.',
  cancelled: 'This access review was cancelled.',
};

/** Why it can't be answered or ended now, or null. */
export function campaignRefusal({ state }: Pick<CampaignFacts, 'state'>, step: 'answer' | 'close' | 'cancel'): Refusal | null {
  if (state === 'running' || (state === 'starting' && step === 'cancel')) return null;
  return refuse('conflict', notOpen[state], { details: { state } });
}

/**
 * How many days before its due date those who have not answered are to be reminded now: the nearest distance of the
 * settings that has come, unless it came before the review began or they were reminded since. Null: not now.
 */
export function campaignReminderDue(campaign: { createdAt: Date; dueAt: Date; remindedAt: Date | null }, reminderDays: readonly number[], now: Date): number | null {
  const since = campaign.remindedAt ?? campaign.createdAt;
  const come = reminderDays.filter((days) => {
    const at = subDays(campaign.dueAt, days);
    return at <= now && at > since;
  });
  return now >= campaign.dueAt || come.length === 0 ? null : Math.min(...come);
}

/** Where somebody who is asked about a Site of an access review stands: 404 to those who have no part in it. */
export function judgeOnCampaign(operation: Operation, subject: Subject, { isAsked }: { isAsked: boolean }): Verdict {
  const held = roleStandings(subject);
  if (isAsked) held.add('proposed_owner');
  return judge('campaign.get', held).allowed ? judge(operation, held) : hidden;
}
