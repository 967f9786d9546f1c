import { handOver } from './departure';
import { lifecycleRefusal } from './lifecycle';
import { refuse, refuseField, type Refusal } from './refusal';
import { beginRetirement, type NewRetirement } from './retirement';
import type { Settings } from './settings';
import type { PersonRef, SiteFacts } from './site';
import { siteSubject, type SiteOutcome } from './site-decisions';
import { hidden, judge, roleStandings, type Subject, type Verdict } from './verdict';

/** What became of one received Site. */
export const handoverAnswers = ['waiting', 'kept', 'retiring', 'reassigned'] as const;
export type HandoverAnswer = (typeof handoverAnswers)[number];

export const handoverAnswerLabels: Record<HandoverAnswer, string> = {
  waiting: 'To decide',
  kept: 'Kept',
  retiring: 'Being retired',
  reassigned: 'Given to somebody else',
};

/** What a receiver can do with a Site. */
export const handoverChoices = ['keep', 'retire', 'reassign'] as const;
export type HandoverChoice = (typeof handoverChoices)[number];

/** A handover belongs to who received it: to them it is what an offer is to the proposed owner. */
export function judgeOnHandover(operation: 'handover.get' | 'handover.answer', subject: Subject, { toId }: { toId: string }): Verdict {
  const held = roleStandings(subject);
  if (subject.personId === toId) held.add('proposed_owner');
  return judge('handover.get', held).allowed ? judge(operation, held) : hidden;
}

export type ReceivedSite = {
  site: SiteFacts;
  settings: Pick<Settings, 'retirementNoticeDays' | 'quietWeekdays' | 'quietDates'>;
  /** As it stands in the handover; null: the handover does not name the Site. */
  answer: HandoverAnswer | null;
  handover: { id: string; from: { name: string }; toId: string };
};

export type AnsweredSite = SiteOutcome & { answer: Exclude<HandoverAnswer, 'waiting'>; to: PersonRef | null; retirement: NewRetirement | null };

/** What the receiver makes of one Site. Each is answered once; whoever comes second is told so. */
export function answerReceived(
  { site, settings, answer, handover }: ReceivedSite,
  input: { answer: HandoverChoice; to: PersonRef | null; reason: string | null },
  now: Date,
): AnsweredSite | Refusal {
  if (answer === null) return refuse('conflict', 'This Site is not part of the handover.');
  if (answer !== 'waiting') return refuse('conflict', `This Site was decided on already: ${handoverAnswerLabels[answer].toLowerCase()}.`);
  if (site.owner?.id !== handover.toId) return refuse('conflict', `${site.owner === null ? 'Nobody' : site.owner.name} owns this Site now, so there is nothing left to decide.`);
  const ended = site.state === 'retired' || site.state === 'retiring' ? lifecycleRefusal(site.state, 'begin_retirement') : null;
  if (ended !== null) return refuse('conflict', ended);
  const answered = (made: AnsweredSite['answer']): SiteOutcome['events'][number] => ({
    type: 'handover.answered',
    site: siteSubject(site),
    reason: input.reason,
    data: { handoverId: handover.id, from: handover.from.name, answer: made },
  });
  switch (input.answer) {
    case 'keep':
      return { patch: {}, events: [answered('kept')], answer: 'kept', to: null, retirement: null };
    case 'retire': {
      if (input.reason === null) return refuseField('reason', 'Say why it is retired.');
      const begun = beginRetirement({ site, settings }, { reason: input.reason }, now);
      return 'refused' in begun ? begun : { ...begun, events: [answered('retiring'), ...begun.events], answer: 'retiring', to: null };
    }
    case 'reassign': {
      if (input.to === null) return refuseField('to', 'Say who gets the Site.');
      const given = handOver({ site, to: input.to }, { why: null, reason: input.reason });
      return 'refused' in given ? given : { ...given, events: [answered('reassigned'), ...given.events], answer: 'reassigned', to: input.to, retirement: null };
    }
  }
}
