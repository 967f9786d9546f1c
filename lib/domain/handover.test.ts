import { describe, expect, it } from 'vitest';
import { ann, bob, eve, noon, siteFacts } from '@/tests/support/facts';
import { answerReceived, handoverAnswers, handoverChoices, judgeOnHandover, type ReceivedSite } from './handover';
import { isRefusal } from './refusal';
import { siteStates } from './site';

const received = (more: Partial<ReceivedSite> = {}): ReceivedSite => ({
  site: siteFacts(),
  settings: { retirementNoticeDays: 14, quietWeekdays: [], quietDates: [] },
  answer: 'waiting',
  handover: { id: 'h', from: { name: 'Eve' }, toId: ann.id },
  ...more,
});
const input = { to: bob, reason: 'Nobody needs it.' };

describe('an answer', () => {
  it('keeps, retires or passes on', () => {
    expect(answerReceived(received(), { ...input, answer: 'keep' }, noon)).toMatchObject({ answer: 'kept', patch: {}, retirement: null });
    expect(answerReceived(received(), { ...input, answer: 'retire' }, noon)).toMatchObject({ answer: 'retiring', patch: { state: 'retiring' }, retirement: { reason: input.reason } });
    expect(answerReceived(received(), { ...input, answer: 'reassign' }, noon)).toMatchObject({ answer: 'reassigned', patch: { ownerId: bob.id }, to: bob });
  });

  it('is told of by an event of each Site', () => {
    for (const answer of handoverChoices) expect(answerReceived(received(), { ...input, answer }, noon)).toMatchObject({ events: [{ type: 'handover.answered', site: { id: siteFacts().id } }, ...(answer === 'keep' ? [] : [{}])] });
  });

  it.each(handoverAnswers.filter((answer) => answer !== 'waiting'))('is given once: not after %s', (answer) => {
    for (const choice of handoverChoices) expect(isRefusal(answerReceived(received({ answer }), { ...input, answer: choice }, noon))).toBe(true);
  });

  it.each(siteStates)('of a Site that is %s is possible unless it is on its way out', (state) => {
    for (const choice of handoverChoices) {
      const refused = isRefusal(answerReceived(received({ site: siteFacts({ state }) }), { ...input, answer: choice }, noon));
      expect(refused).toBe(state === 'retiring' || state === 'retired');
    }
  });

  it('is refused where the Site is another’s by now, or no part of the handover', () => {
    expect(answerReceived(received({ site: siteFacts({ owner: bob }) }), { ...input, answer: 'keep' }, noon)).toMatchObject({ reason: 'Bob owns this Site now, so there is nothing left to decide.' });
    expect(isRefusal(answerReceived(received({ answer: null }), { ...input, answer: 'keep' }, noon))).toBe(true);
  });

  it('needs a reason to retire, and somebody who is there to pass on to', () => {
    expect(answerReceived(received(), { to: null, reason: null, answer: 'retire' }, noon)).toMatchObject({ fields: [{ path: 'reason' }] });
    for (const to of [null, eve, ann]) expect(answerReceived(received(), { to, reason: null, answer: 'reassign' }, noon)).toMatchObject({ fields: [{ path: 'to' }] });
  });
});

it('a handover is seen and decided by who received it and by admins; auditors only see it', () => {
  const may = (roles: ('admin' | 'auditor' | 'reviewer' | 'member')[], personId = bob.id) => (['handover.get', 'handover.answer'] as const).map((operation) => judgeOnHandover(operation, { personId, roles }, { toId: ann.id }).allowed);
  expect(may(['member'], ann.id)).toEqual([true, true]);
  expect(may(['admin'])).toEqual([true, true]);
  expect(may(['auditor'])).toEqual([true, false]);
  expect(may(['member'])).toEqual([false, false]);
  expect(may(['reviewer'])).toEqual([false, false]);
});
