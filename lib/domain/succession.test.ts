import { describe, expect, it } from 'vitest';
import { bob, noon, siteFacts } from '@/tests/support/facts';
import { lifecycleRefusal } from './lifecycle';
import { isRefusal } from './refusal';
import { siteStates } from './site';
import { answerSuccession } from './succession';

describe('the successor’s answer', () => {
  it('is a yes once, and a no at any time', () => {
    expect(answerSuccession({ site: siteFacts({ successor: bob }) }, { accept: true }, noon)).toMatchObject({ patch: { successorAcceptedAt: noon } });
    const agreed = siteFacts({ successor: bob, successorAcceptedAt: noon });
    expect(isRefusal(answerSuccession({ site: agreed }, { accept: true }, noon))).toBe(true);
    expect(answerSuccession({ site: agreed }, { accept: false, note: 'No time.' }, noon)).toMatchObject({ patch: { successorId: null }, events: [{ type: 'site.successor_declined', reason: 'No time.' }] });
  });

  it('needs a name, the revision that was seen, and a Site that is not on its way out', () => {
    expect(isRefusal(answerSuccession({ site: siteFacts() }, { accept: true }, noon))).toBe(true);
    expect(answerSuccession({ site: siteFacts({ successor: bob }) }, { accept: true, revision: 1 }, noon)).toMatchObject({ code: 'stale' });
    for (const state of siteStates) {
      expect(isRefusal(answerSuccession({ site: siteFacts({ successor: bob, state }) }, { accept: true }, noon))).toBe(lifecycleRefusal(state, 'answer_succession') !== null);
    }
  });
});
