import { z } from 'zod';
import { policyTriggers, type PolicyTrigger } from './policy';
import type { PolicyFacts } from './policy-facts';
import type { PolicyJudgement, PolicyReason } from './policy-judgement';
import type { RequestKind } from './request';

/** What policies can do to a change or a Site, as somebody who tries them out wants it told apart. */
export const policyConsequences = ['stopped', 'disabled', 're_reviewed', 'asked', 'warned', 'low_risk'] as const;
export type PolicyConsequence = (typeof policyConsequences)[number];

/** As in “would have stopped 14 of 220 widenings”, and “would stop 3 of 120 Sites”. */
export const policyConsequenceVerbs: Record<PolicyConsequence, { past: string; present: string }> = {
  stopped: { past: 'stopped', present: 'stop' },
  disabled: { past: 'disabled', present: 'disable' },
  re_reviewed: { past: 'opened a re-review of', present: 'open a re-review of' },
  asked: { past: 'asked for a stage or evidence for', present: 'ask for a stage or evidence for' },
  warned: { past: 'warned about', present: 'warn about' },
  low_risk: { past: 'marked as low risk', present: 'mark as low risk' },
};

export const simulationParts = ['requests', 'sites'] as const;
export type SimulationPart = (typeof simulationParts)[number];
export const simulationStates = ['running', 'done', 'stopped', 'failed'] as const;
export type SimulationState = (typeof simulationStates)[number];

/** How many are named of those that come new, those that stay and those that are spared. The rest are counted. */
const namedAtMost = { newly: 100, still: 50, spared: 50 } as const;
type Turn = keyof typeof namedAtMost;

const namedShape = z.object({
  site: z.object({ id: z.uuid(), slug: z.string(), title: z.string() }),
  /** The request, where it is about one. */
  requestId: z.uuid().nullable(),
  /** What is said, with the policy in front. */
  because: z.array(z.string()),
});
export type SimulatedSubject = Omit<z.infer<typeof namedShape>, 'because'>;

const outcomeShape = z.object({
  /** How many by the policies in force, and by the proposed ones. */
  inForce: z.int(),
  proposed: z.int(),
  /** By the proposed ones more than by those in force, as much, and less. */
  newly: z.int(),
  still: z.int(),
  spared: z.int(),
  named: z.object({ newly: z.array(namedShape), still: z.array(namedShape), spared: z.array(namedShape) }),
});
export type SimulatedOutcome = z.infer<typeof outcomeShape>;

/** What was looked at under one trigger. Consequences that nothing had are left out. */
const groupShape = z.object({ total: z.int(), outcomes: z.partialRecord(z.enum(policyConsequences), outcomeShape) });
export type SimulatedGroup = z.infer<typeof groupShape>;

const groups = z.partialRecord(z.enum(policyTriggers), groupShape);
export const simulationTallySchema = z.object({
  requests: groups.default({}),
  sites: groups.default({}),
  /** Policies that could not be judged by, and on how many: they deny. */
  failures: z.array(z.object({ key: z.string(), failure: z.string(), count: z.int() })).default([]),
});
export type SimulationTally = z.infer<typeof simulationTallySchema>;

/** The trigger at which each kind of request asks the policies. Retirements ask none. */
export const triggerOfRequest: Partial<Record<RequestKind, PolicyTrigger>> = { widening: 'widen', renewal: 'renew', re_enable: 're_enable', transfer: 'transfer', re_review: 'change' };

/**
 * Whether a Site of today can be looked at as if it were asked at a trigger. At `widen` that is a Site that is open to
 * others, as if its audience of today were asked for now.
 */
export function couldBeAskedAt(trigger: PolicyTrigger, { state, audience, drift }: Pick<PolicyFacts['site'], 'state' | 'audience' | 'drift'>): boolean {
  const isOpen = state === 'draft' || state === 'live';
  switch (trigger) {
    case 'widen':
    case 'change':
      return isOpen && audience !== 'admins_only';
    case 're_enable':
      return state === 'disabled';
    case 'drift':
      return drift === 'wider' || drift === 'different';
    case 'create':
    case 'renew':
    case 'deploy':
    case 'transfer':
      return isOpen;
    case 'sweep':
      return state !== 'retired';
  }
}

/** Adds what the policies in force, and the proposed ones, say of one change; null: none of theirs held. */
export function addToTally(group: SimulatedGroup, subject: SimulatedSubject, inForce: PolicyJudgement | null, proposed: PolicyJudgement | null): void {
  group.total += 1;
  if (inForce === null && proposed === null) return;
  const was = tokensOf(inForce);
  const is = tokensOf(proposed);
  for (const consequence of policyConsequences) {
    const before = was[consequence];
    const after = is[consequence];
    if (before.size + after.size === 0) continue;
    const outcome = (group.outcomes[consequence] ??= { inForce: 0, proposed: 0, newly: 0, still: 0, spared: 0, named: { newly: [], still: [], spared: [] } });
    if (before.size > 0) outcome.inForce += 1;
    if (after.size > 0) outcome.proposed += 1;
    const turn = turnOf(before, after);
    outcome[turn] += 1;
    if (outcome.named[turn].length < namedAtMost[turn]) {
      const because = turn === 'newly' ? [...after].flatMap(([token, why]) => (before.has(token) ? [] : why)) : [...(turn === 'still' ? after : before).values()].flat();
      outcome.named[turn].push({ ...subject, because: [...new Set(because)].slice(0, 5) });
    }
  }
}

type Tokens = Record<PolicyConsequence, Map<string, string[]>>;

/** Something is asked that was not: newly. Nothing more, but something less: spared. */
function turnOf(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): Turn {
  if ([...after.keys()].some((token) => !before.has(token))) return 'newly';
  return [...before.keys()].some((token) => !after.has(token)) ? 'spared' : 'still';
}

/** What counts as the same consequence, with why: stopped is stopped, but another stage or evidence is something new. */
function tokensOf(judgement: PolicyJudgement | null): Tokens {
  const tokens: Tokens = { stopped: new Map(), disabled: new Map(), re_reviewed: new Map(), asked: new Map(), warned: new Map(), low_risk: new Map() };
  if (judgement === null) return tokens;
  const reasons = (list: readonly PolicyReason[]): string[] => list.map(({ policy, message }) => `${policy.name}: ${message}`);
  if (judgement.forbidden.length > 0) tokens.stopped.set('', reasons(judgement.forbidden));
  if (judgement.disable.length > 0) tokens.disabled.set('', reasons(judgement.disable));
  if (judgement.reReview !== null) tokens.re_reviewed.set(judgement.reReview.narrowFirst ? 'narrow' : '', reasons(judgement.reReview.reasons));
  for (const { key, name, approvals, because } of judgement.stages) tokens.asked.set(`stage ${key} ${approvals}`, because.map((policy) => `${policy.name}: “${name}”`));
  for (const { kind, because } of judgement.evidence) tokens.asked.set(`evidence ${kind}`, because.map((policy) => `${policy.name}: evidence`));
  for (const { policy, message } of judgement.warnings) tokens.warned.set(`${policy.key} ${message}`, [`${policy.name}: ${message}`]);
  if (judgement.isLowRisk) tokens.low_risk.set('', []);
  return tokens;
}

/** Counts the policies that could not be judged by. */
export function addFailures(failures: SimulationTally['failures'], judgement: PolicyJudgement | null): void {
  for (const { key, failure } of judgement?.asked ?? []) {
    if (failure === null) continue;
    const known = failures.find((each) => each.key === key && each.failure === failure);
    if (known !== undefined) known.count += 1;
    else if (failures.length < 50) failures.push({ key, failure, count: 1 });
  }
}
