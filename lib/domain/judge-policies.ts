import { isWiderMode, type AudienceMode } from './audience';
import type { EvidenceKind } from './evidence';
import type { ActivePolicy, PolicyEffect, PolicyRef } from './policy';
import type { PolicyFacts } from './policy-facts';
import type { PolicyJudgement, PolicyReason } from './policy-judgement';
import type { Deciders, Stage } from './stage';

/** What asking one policy came to. A policy that failed denies: nobody gets past a rule that can't be read. */
export type PolicyAnswer = { policy: ActivePolicy } & ({ held: boolean } | { failure: string });

/** What the policies ask and have no words on: nothing. */
export function noJudgement(): PolicyJudgement {
  return {
    forbidden: [],
    warnings: [],
    stages: [],
    evidence: [],
    limits: { mode: null, people: null, lifetimeDays: null, durationDays: null },
    isLowRisk: false,
    reReview: null,
    disable: [],
    asked: [],
  };
}

/**
 * What all answers say together of one change. Deny wins, and every reason is kept with the policy that gave it. The answers'
 * order is the order of the reasons.
 */
export function judgeByAnswers(answers: readonly PolicyAnswer[], change: PolicyFacts['change']): PolicyJudgement {
  const judgement = noJudgement();
  let callsLowRisk = false;
  for (const answer of answers) {
    const { key, name, version } = answer.policy;
    const failure = 'failure' in answer ? answer.failure : null;
    const held = 'held' in answer && answer.held;
    judgement.asked.push({ key, name, version, held, failure });
    // Most policies have nothing to say of most Sites, and there may be a million.
    if (!held && failure === null) continue;
    const policy: PolicyRef = { key, name, version };
    if (failure !== null) judgement.forbidden.push({ policy, message: `This policy could not be judged: ${failure} Until an admin has mended it, it forbids.`, failure });
    if (!held) continue;
    for (const effect of answer.policy.effects) {
      if (effect.effect === 'low_risk') callsLowRisk = true;
      else apply(judgement, policy, effect, change);
    }
  }
  judgement.stages.sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));
  judgement.isLowRisk = callsLowRisk && judgement.forbidden.length === 0 && judgement.warnings.length === 0;
  return judgement;
}

function apply(judgement: PolicyJudgement, policy: PolicyRef, effect: Exclude<PolicyEffect, { effect: 'low_risk' }>, change: PolicyFacts['change']): void {
  const { limits } = judgement;
  switch (effect.effect) {
    case 'forbid':
      judgement.forbidden.push({ policy, message: effect.message });
      break;
    case 'warn':
      judgement.warnings.push({ policy, message: effect.message });
      break;
    case 'require_stage':
      addStage(judgement.stages, effect.stage, policy);
      break;
    case 'require_evidence':
      for (const kind of effect.kinds) addEvidence(judgement.evidence, kind, policy);
      break;
    case 'limit_audience':
      limits.mode = narrower(limits.mode, effect.mode);
      limits.people = least(limits.people, effect.people);
      if ((effect.mode !== null && isWiderMode(change.to, effect.mode)) || (effect.people !== null && change.reach > effect.people)) judgement.forbidden.push({ policy, message: effect.message });
      break;
    case 'limit_lifetime':
      limits.lifetimeDays = least(limits.lifetimeDays, effect.days);
      if (change.lifetimeDays > effect.days) judgement.forbidden.push({ policy, message: effect.message });
      break;
    case 'limit_duration':
      limits.durationDays = least(limits.durationDays, effect.days);
      if (change.trigger === 'widen' && (change.durationDays === -1 || change.durationDays > effect.days)) judgement.forbidden.push({ policy, message: effect.message });
      break;
    case 're_review':
      if (change.trigger === 'change') judgement.reReview = withReason(judgement.reReview, effect.narrowFirst, { policy, message: effect.message });
      break;
    case 'disable':
      if (change.trigger === 'drift' || change.trigger === 'sweep') judgement.disable.push({ policy, message: effect.message });
      break;
  }
}

function withReason(before: PolicyJudgement['reReview'], narrowFirst: boolean, reason: PolicyReason): NonNullable<PolicyJudgement['reReview']> {
  return { narrowFirst: narrowFirst || before?.narrowFirst === true, reasons: [...(before?.reasons ?? []), reason] };
}

function narrower(a: AudienceMode | null, b: AudienceMode | null): AudienceMode | null {
  if (a === null || b === null) return a ?? b;
  return isWiderMode(a, b) ? b : a;
}

function least(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function addEvidence(evidence: PolicyJudgement['evidence'], kind: EvidenceKind, policy: PolicyRef): void {
  const known = evidence.find((entry) => entry.kind === kind);
  if (known === undefined) evidence.push({ kind, because: [policy] });
  else addReason(known.because, policy);
}

function addReason(because: PolicyRef[], policy: PolicyRef): void {
  if (!because.some(({ key }) => key === policy.key)) because.push(policy);
}

/** Stages of one key are one: everybody who asks for it has to be content with who answers, and the larger quorum counts. */
function addStage(stages: PolicyJudgement['stages'], stage: Stage, policy: PolicyRef): void {
  const at = stages.findIndex(({ key }) => key === stage.key);
  const known = stages[at];
  if (known === undefined) {
    stages.push({ ...stage, also: [], because: [policy] });
    return;
  }
  const [who = stage.who, ...also] = narrowest([known.who, ...known.also, stage.who]);
  addReason(known.because, policy);
  stages[at] = {
    ...known,
    who,
    also,
    alternates: known.alternates === null || stage.alternates === null ? null : commonTo(known.alternates, stage.alternates),
    approvals: Math.max(known.approvals, stage.approvals),
    order: Math.min(known.order, stage.order),
  };
}

/** Those that are not wider than another one: whoever is in all of these is in all that were given. */
function narrowest(all: readonly Deciders[]): Deciders[] {
  const kept: Deciders[] = [];
  for (const each of all) {
    if (kept.some((other) => isWithin(other, each))) continue;
    const rest = kept.filter((other) => !isWithin(each, other));
    kept.splice(0, kept.length, ...rest, each);
  }
  return kept;
}

/** The narrower of two, or null where neither is within the other: alternates may be too few, never too many. */
function commonTo(a: Deciders, b: Deciders): Deciders | null {
  if (isWithin(a, b)) return a;
  return isWithin(b, a) ? b : null;
}

function isWithin(inner: Deciders, outer: Deciders): boolean {
  return (['roles', 'people', 'groups', 'relations'] as const).every((kind) => (inner[kind] as string[]).every((entry) => (outer[kind] as string[]).includes(entry)));
}
