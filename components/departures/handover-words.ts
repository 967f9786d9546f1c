import { takeoverReasonLabels, type TakeoverReason } from '@/lib/domain/departure';
import type { HandoverChoice } from '@/lib/domain/handover';

/** How a decision is called on its button, while it runs, and when it is done; and what it does. */
export const choiceWords: Record<HandoverChoice, { verb: string; pending: string; done: string; what: string }> = {
  keep: { verb: 'Keep', pending: 'Keeping…', done: 'kept', what: 'They stay yours. Renew them before they expire.' },
  retire: {
    verb: 'Retire',
    pending: 'Retiring…',
    done: 'being retired',
    what: 'Whoever used them is told first, then they close. Nothing is deleted for 30 days after that, and until then you can stop it on each Site’s page.',
  },
  reassign: { verb: 'Reassign', pending: 'Reassigning…', done: 'reassigned', what: 'The new owner has them at once, is told, and decides on them in turn.' },
};

/** Why a Site came to somebody. */
export function whyText(why: string): string {
  return why === 'passed_on' ? 'Passed on to you' : `As ${takeoverReasonLabels[why as TakeoverReason]}`;
}

export function siteCount(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'Site' : 'Sites'}`;
}
