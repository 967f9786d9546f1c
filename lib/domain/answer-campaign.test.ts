import { describe, expect, it } from 'vitest';
import { ann, bob, eve, noon, outcomeIn, refusalIn, sales, siteFacts } from '@/tests/support/facts';
import { answerItem, audienceWithout, settleSilence, type EntryFacts, type ItemFacts } from './answer-campaign';
import { campaignSilences, campaignStates } from './campaign';
import { siteStates } from './site';

const campaign = { id: 'c', name: 'Autumn', state: 'running' } as const;
const entryOfBob: EntryFacts = { id: 'bob', personId: bob.id, groupId: null, name: 'Bob', recommendation: 'certify' };
const entryOfEve: EntryFacts = { id: 'eve', personId: eve.id, groupId: null, name: 'Eve', recommendation: 'revoke' };
const entryOfSales: EntryFacts = { id: 'sales', personId: null, groupId: sales.id, name: 'Sales', recommendation: 'look' };
const everybody: EntryFacts = { id: 'all', personId: null, groupId: null, name: 'Everybody', recommendation: 'look' };
const item: ItemFacts = { state: 'waiting', answeredByName: null, entries: [entryOfBob, entryOfEve, entryOfSales] };
const site = siteFacts({ audience: { mode: 'custom', people: [bob, eve], groups: [sales] } });

describe('an answer', () => {
  it('keeps and revokes what it names; the audience narrows at once, and both are told', () => {
    const answer = { verdicts: [{ entryId: 'sales', verdict: 'revoke' as const }], rest: 'recommended' as const, note: 'Nobody of Sales works on it.' };
    const settled = outcomeIn(answerItem({ campaign, item, site }, answer));
    expect(settled).toMatchObject({ state: 'answered', effect: 'narrowed', patch: { audience: { mode: 'custom', people: [bob.id], groups: [] } } });
    expect(Object.fromEntries(settled.verdicts)).toEqual({ bob: 'certify', eve: 'revoke', sales: 'revoke' });
    expect(settled.events).toMatchObject([
      { type: 'campaign.answered', reason: 'Nobody of Sales works on it.', data: { certified: 1, effect: 'narrowed', revoked: [{ name: 'Eve' }, { name: 'Sales' }] } },
      { type: 'site.audience_narrowed', changes: { audience: { before: { people: [{ name: 'Bob' }, { name: 'Eve' }], groups: [{ name: 'Sales' }] }, after: { people: [{ name: 'Bob' }], groups: [] } } } },
    ]);
  });

  it('closes the Site where nobody is left, and changes nothing where everybody stays', () => {
    expect(outcomeIn(answerItem({ campaign, item, site }, { verdicts: [], rest: 'revoke' }))).toMatchObject({ effect: 'closed', patch: { audience: { mode: 'admins_only', people: [], groups: [] } } });
    const kept = outcomeIn(answerItem({ campaign, item, site }, { verdicts: [], rest: 'certify' }));
    expect(kept).toMatchObject({ effect: 'none', patch: null });
    expect(kept.events.map(({ type }) => type)).toEqual(['campaign.answered']);
  });

  it('takes the whole workspace as one entry', () => {
    const open = siteFacts({ audience: { mode: 'workspace_all', people: [], groups: [] } });
    const one = { ...item, entries: [everybody] };
    expect(outcomeIn(answerItem({ campaign, item: one, site: open }, { verdicts: [{ entryId: 'all', verdict: 'revoke' }] }))).toMatchObject({ effect: 'closed' });
  });

  it.each([
    ['nothing said of somebody', { verdicts: [{ entryId: 'bob', verdict: 'certify' as const }] }, /Decide on Eve, Sales too/],
    ['somebody who was never asked about', { verdicts: [{ entryId: 'zoe', verdict: 'certify' as const }], rest: 'certify' as const }, /not part/],
    ['following advice where there is none', { verdicts: [], rest: 'recommended' as const }, /Nothing is recommended for Sales/],
  ])('is refused with %s', (_what, answer, reason) => {
    expect(refusalIn(answerItem({ campaign, item, site }, answer)).reason).toMatch(reason);
  });

  it('is refused a second time, and says who answered', () => {
    expect(refusalIn(answerItem({ campaign, item: { ...item, state: 'answered', answeredByName: 'Ann' }, site }, { verdicts: [], rest: 'certify' })).reason).toMatch(/already by Ann/);
  });

  it('can’t revoke names of a Site that was opened to everybody meanwhile', () => {
    const open = siteFacts({ audience: { mode: 'workspace_all', people: [], groups: [] } });
    expect(refusalIn(answerItem({ campaign, item, site: open }, { verdicts: [], rest: 'revoke' })).reason).toMatch(/opened to the whole workspace/);
    expect(outcomeIn(answerItem({ campaign, item, site: open }, { verdicts: [], rest: 'certify' })).effect).toBe('none');
  });

  it.each(campaignStates.filter((state) => state !== 'running'))('is refused while the review is %s', (state) => {
    expect(refusalIn(answerItem({ campaign: { ...campaign, state }, item, site }, { verdicts: [], rest: 'certify' })).code).toBe('conflict');
  });

  it.each(siteStates)('never widens a Site that is %s', (state) => {
    const result = answerItem({ campaign, item, site: { ...site, state } }, { verdicts: [], rest: 'revoke' });
    if ('refused' in result) throw new Error(result.reason);
    expect(result.state).toBe(state === 'retired' ? 'gone' : 'answered');
    expect(result.patch?.audience?.people ?? []).toEqual([]);
  });
});

describe('an audience without what was revoked', () => {
  const today = { mode: 'custom', people: [ann.id, bob.id], groups: [sales.id] } as const;
  it('is today’s less those names: who was let in or taken out meanwhile stays so', () => {
    expect(audienceWithout({ ...today, people: [...today.people], groups: [...today.groups] }, [entryOfBob, entryOfEve], null)).toEqual({ mode: 'custom', people: [ann.id], groups: [sales.id] });
    expect(audienceWithout({ ...today, people: [ann.id], groups: [] }, [entryOfBob], null)).toBeNull();
    expect(audienceWithout({ mode: 'custom', people: [ann.id], groups: [] }, [everybody], null)).toBeNull();
    expect(audienceWithout({ mode: 'admins_only', people: [], groups: [] }, [everybody, entryOfBob], null)).toBeNull();
    expect(audienceWithout({ mode: 'custom', people: [ann.id, bob.id], groups: [] }, [entryOfBob], ann.id)).toEqual({ mode: 'admins_only', people: [], groups: [] });
  });
});

describe('silence', () => {
  const settle = (silence: (typeof campaignSilences)[number], of = site) => settleSilence({ campaign, site: of, silence }, noon);
  it('does what was chosen, and says so', () => {
    expect(settle('keep')).toMatchObject({ state: 'silent', effect: 'none', patch: null, events: [{ type: 'campaign.silent', data: { silence: 'keep' } }] });
    expect(settle('narrow_to_owner')).toMatchObject({ effect: 'closed', patch: { audience: { mode: 'admins_only' } }, events: [{ type: 'campaign.silent' }, { type: 'site.audience_narrowed' }] });
    expect(settle('disable')).toMatchObject({ effect: 'disabled', patch: { state: 'disabled', disabled: { reason: 'other', note: 'Nobody answered the access review “Autumn”.' } } });
  });

  it.each(siteStates.flatMap((state) => campaignSilences.map((silence) => [state, silence] as const)))('settles a Site that is %s for %s, whatever that can do to it', (state, silence) => {
    const disabled = state === 'disabled' ? { at: noon, reason: 'expired' as const, note: null, from: 'live' as const } : null;
    const settled = settle(silence, { ...site, state, disabled });
    expect(settled.state).toBe(state === 'retired' ? 'gone' : 'silent');
    expect(settled.patch === null).toBe(settled.effect === 'none');
    if (state === 'disabled' && silence === 'disable') expect(settled.effectNote).toBe('This Site is disabled already.');
  });
});
