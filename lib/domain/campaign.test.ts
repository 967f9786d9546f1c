import { describe, expect, it } from 'vitest';
import { addDays, subDays } from 'date-fns';
import { noon } from '@/tests/support/facts';
import { campaignDueProblem, campaignRefusal, campaignReminderDue, campaignStates, judgeOnCampaign } from './campaign';

describe('an access review', () => {
  it('takes at least a day and at most a year', () => {
    expect(campaignDueProblem(addDays(noon, 1), noon)).toBeNull();
    expect(campaignDueProblem(subDays(addDays(noon, 1), 1), noon)).toMatch(/at least a day/);
    expect(campaignDueProblem(addDays(noon, 400), noon)).toMatch(/within a year/);
  });

  it('is answered and closed while it runs; it can be cancelled while it starts', () => {
    const allowed = (step: 'answer' | 'close' | 'cancel') => campaignStates.filter((state) => campaignRefusal({ state }, step) === null);
    expect([allowed('answer'), allowed('close'), allowed('cancel')]).toEqual([['running'], ['running'], ['starting', 'running']]);
  });

  it('is hidden from those who have no part in it', () => {
    const mia = { personId: 'mia', roles: ['member'] } as const;
    expect(judgeOnCampaign('campaign.answer', mia, { isAsked: false })).toMatchObject({ allowed: false, hidden: true });
    expect(judgeOnCampaign('campaign.answer', mia, { isAsked: true })).toMatchObject({ allowed: true });
    expect(judgeOnCampaign('campaign.answer', { personId: 'aude', roles: ['auditor'] }, { isAsked: false })).toMatchObject({ allowed: false, hidden: false });
  });
});

describe('reminders', () => {
  const days = [30, 14, 7, 1];
  const running = (startedBefore: number, remindedAgo: number | null, left: number) =>
    campaignReminderDue({ createdAt: subDays(noon, startedBefore), dueAt: addDays(noon, left), remindedAt: remindedAgo === null ? null : subDays(noon, remindedAgo) }, days, noon);

  it.each([
    ['on the day of a distance', running(7, null, 7), 7],
    ['some days late, by the nearest that has come', running(20, null, 5), 7],
    ['for the nearest alone when several were missed', running(29, null, 1), 1],
    ['not before', running(5, null, 8), null],
    ['not for a distance that lies before the start', running(2, null, 10), null],
    ['not twice', running(20, 1, 6), null],
    ['again at the next', running(20, 6, 1), 1],
    ['not once it is due', running(20, null, 0), null],
  ])('%s', (_when, found, wanted) => {
    expect(found).toBe(wanted);
  });
});
