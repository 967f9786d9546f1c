import { describe, expect, it } from 'vitest';
import { ann, bob } from '@/tests/support/facts';
import { disableReasonRules, isSecurityReason, judgeDisable, offeredReasons } from './disable-reason';
import type { Role } from './permissions';
import { disableReasons } from './site';

const relations = { ownerId: ann.id, successorId: null, inAudience: true, isProposedOwner: false, isRequester: false };
const who = (personId: string | null, ...roles: Role[]) => ({ personId, roles });
const owners = ['inactive', 'project_completed', 'access_scope_mistake', 'wrong_data', 'security_incident', 'other'];

describe.each(disableReasons)('the reason %s', (reason) => {
  it('is given by every reviewer and admin, and by the lifecycle', () => {
    for (const subject of [who(bob.id, 'reviewer'), who(bob.id, 'admin'), who(ann.id, 'admin'), who(null)]) expect(judgeDisable(reason, subject, relations)).toEqual({ allowed: true });
  });

  it('is given by the owner where it is theirs to say, else they are told why not', () => {
    const verdict = judgeDisable(reason, who(ann.id, 'member'), relations);
    expect(verdict.allowed).toBe(owners.includes(reason));
    if (!verdict.allowed) expect(verdict.reason).toBe(disableReasonRules[reason].owner);
  });

  it('is given by no auditor and no visitor', () => {
    expect(judgeDisable(reason, who(ann.id, 'auditor'), relations)).toMatchObject({ allowed: false, reason: expect.stringContaining('Auditors') as string });
    expect(judgeDisable(reason, who(bob.id, 'member'), relations)).toMatchObject({ allowed: false, hidden: false });
    expect(judgeDisable(reason, who(bob.id, 'member'), { ...relations, inAudience: false })).toMatchObject({ hidden: true });
  });
});

describe('the reasons that a dialog offers', () => {
  it('are all there, each that can’t be given with why', () => {
    const offered = offeredReasons(who(ann.id, 'member'), relations);
    expect(offered.filter(({ refusal }) => refusal === null).map(({ reason }) => reason)).toEqual(owners);
    expect(offered.map(({ reason }) => reason)).toEqual(disableReasons);
  });
});

it('an owner never opens alone what was closed for safety', () => {
  expect(disableReasons.filter(isSecurityReason)).toEqual(['access_scope_mistake', 'wrong_data', 'policy_violation', 'security_incident']);
});
