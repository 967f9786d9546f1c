import { z } from 'zod';
import type { Evidence, EvidenceKind } from './evidence';
import { policyJudgementSchema, type PolicyJudgement } from './policy-judgement';
import type { Answer } from './request';

export const stageStates = ['waiting', 'open', 'through'] as const;
export type StageState = (typeof stageStates)[number];

export const stageStateLabels: Record<StageState, string> = {
  waiting: 'Waits for an earlier stage',
  open: 'Waits for answers',
  through: 'Approved',
};

/** A stage with the policies that ask for it; none for the usual review. */
export type PlanStage = PolicyJudgement['stages'][number];

/** What a widening takes where no policy asks for a stage: somebody who governs, once. */
export const usualStage: PlanStage = {
  key: 'review',
  name: 'Review',
  who: { roles: ['reviewer', 'admin'], people: [], groups: [], relations: [] },
  alternates: null,
  also: [],
  approvals: 1,
  order: 1,
  because: [],
};

export function stagesOf({ stages }: Pick<PolicyJudgement, 'stages'>): PlanStage[] {
  const asked = stages.length === 0 ? [usualStage] : stages;
  return [...asked].sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));
}

/** How far a stage is, as a request keeps it for lists. */
export const stageProgressSchema = z.object({
  key: z.string(),
  name: z.string(),
  order: z.int(),
  approvals: z.int(),
  given: z.int(),
  state: z.enum(stageStates),
});
export type StageProgress = z.infer<typeof stageProgressSchema>;

/** What a request keeps of its plan: what the policies said when they were last asked, and how far it was then. */
export const storedPlanSchema = z.object({
  judgement: policyJudgementSchema,
  stages: z.array(stageProgressSchema),
  /** As sentences: what an approval still takes. */
  missing: z.array(z.string()),
  judgedAt: z.iso.datetime(),
});
export type StoredPlan = z.infer<typeof storedPlanSchema>;

/** An answer of the present round. Only approvals can be more than one: anything else ends the round. */
export type RoundAnswer = {
  reviewerId: string;
  onBehalfOfId: string | null;
  stage: string;
  answer: Answer;
  /** How many people would have gained access when it was given; groups grow. */
  gains: number;
};

/** Active people, by id, whom a stage names, groups and relations resolved. `named` are those of them whom it doesn't name by role alone. */
export type StagePool = { who: ReadonlySet<string>; alternates: ReadonlySet<string>; named: ReadonlySet<string> };

const emptyPool: StagePool = { who: new Set(), alternates: new Set(), named: new Set() };

export type PlanFacts = {
  judgement: PolicyJudgement;
  /** By the stage's key, for every stage of `stagesOf(judgement)`. */
  pools: ReadonlyMap<string, StagePool>;
  /** The workspace's active admins: they stand in where too few are left. */
  admins: ReadonlySet<string>;
  /** Of this round alone. */
  answers: readonly RoundAnswer[];
  requesterId: string;
  ownerId: string | null;
  /** It waited for so long that the alternates are asked as well. */
  isEscalated: boolean;
  evidence: readonly Pick<Evidence, 'kind' | 'outcome'>[];
};

export type PlannedStage = PlanStage & {
  state: StageState;
  /** Who may answer it, by id: whoever answered another stage already, owns the Site or made the request is not among them. */
  eligible: ReadonlySet<string>;
  /** The answers that count, each for one person. */
  given: readonly RoundAnswer[];
  /** How many of those whom it names could answer it. */
  asked: number;
  /** Who was let in beyond those whom it names, because it was escalated or too few of them are there. */
  standIns: 'alternates' | 'admins' | null;
  /** How many could give an approval, with those who have; fewer than `approvals`: it can't be reached. */
  withinReach: number;
};

export type RequestPlan = {
  stages: PlannedStage[];
  missingEvidence: { kind: EvidenceKind; failed: boolean }[];
  forbidden: PolicyJudgement['forbidden'];
  /** Every stage is through, nothing is missing or forbidden: it takes effect. */
  isReady: boolean;
};

/**
 * What a request takes as things are: whom each stage asks, what counts and what is missing. An approval counts only while
 * the one who gave it could still give it, so neither a changed policy nor a changed role leaves a quorum behind that nobody
 * would reach today.
 */
export function planOf(facts: PlanFacts): RequestPlan {
  const stages: PlannedStage[] = [];
  let earlierThrough = true;
  let order = 0;
  let through = true;
  for (const stage of stagesOf(facts.judgement)) {
    if (stage.order !== order) {
      earlierThrough = earlierThrough && through;
      through = true;
      order = stage.order;
    }
    const planned = planStage(stage, facts);
    const isThrough = planned.given.length >= stage.approvals;
    stages.push({ ...planned, state: isThrough ? 'through' : earlierThrough ? 'open' : 'waiting' });
    through = through && isThrough;
  }
  const missingEvidence = missingIn(facts);
  const { forbidden } = facts.judgement;
  const isReady = stages.every(({ state }) => state === 'through') && missingEvidence.length === 0 && forbidden.length === 0;
  return { stages, missingEvidence, forbidden, isReady };
}

/** Who never decides on it, whatever they are. */
function isBarred({ requesterId, ownerId }: Pick<PlanFacts, 'requesterId' | 'ownerId'>, personId: string): boolean {
  return personId === requesterId || personId === ownerId;
}

function planStage(stage: PlanStage, facts: PlanFacts): Omit<PlannedStage, 'state'> {
  const pool = facts.pools.get(stage.key) ?? emptyPool;
  // Used up: by another stage, or here in somebody else's place.
  const used = new Set(facts.answers.flatMap((answer) => (answer.stage !== stage.key ? peopleOf(answer) : answer.onBehalfOfId === null ? [] : [answer.reviewerId])));
  const can = (personId: string): boolean => !isBarred(facts, personId) && !used.has(personId);
  const eligible = new Set([...pool.who].filter(can));
  const asked = eligible.size;
  let standIns: PlannedStage['standIns'] = null;
  const letIn = (people: ReadonlySet<string>, as: 'alternates' | 'admins'): void => {
    const before = eligible.size;
    for (const personId of people) if (can(personId)) eligible.add(personId);
    if (eligible.size > before) standIns = as;
  };
  if (facts.isEscalated) letIn(stage.alternates === null ? facts.admins : pool.alternates, stage.alternates === null ? 'admins' : 'alternates');
  if (eligible.size < stage.approvals) letIn(pool.alternates, 'alternates');
  if (eligible.size < stage.approvals) letIn(facts.admins, 'admins');
  const given = facts.answers.filter(
    (answer) =>
      answer.stage === stage.key && answer.answer === 'approve' && !isBarred(facts, answer.reviewerId) && eligible.has(answer.onBehalfOfId ?? answer.reviewerId),
  );
  return { ...stage, eligible, given, asked, standIns, withinReach: eligible.size };
}

/** Those whom an answer uses up: its giver, and the one in whose place they gave it. */
function peopleOf({ reviewerId, onBehalfOfId }: RoundAnswer): string[] {
  return onBehalfOfId === null ? [reviewerId] : [reviewerId, onBehalfOfId];
}

function missingIn({ judgement, evidence }: PlanFacts): RequestPlan['missingEvidence'] {
  return judgement.evidence.flatMap(({ kind }) => {
    const given = evidence.filter((one) => one.kind === kind);
    if (given.some(({ outcome }) => outcome !== 'failed')) return [];
    return [{ kind, failed: given.length > 0 }];
  });
}

/** Somebody who looks at a request: themselves, and those in whose place they decide at the moment. */
export type Answerer = {
  personId: string;
  /** Whether they decide such requests by role; who does not can't take the place of somebody who is asked by role alone. */
  decidesByRole: boolean;
  inPlaceOf: readonly string[];
};

/** Whether somebody may answer a stage, and in whose place; else why not. `state`: they could, but not now. */
export type StageVerdict = { may: true; onBehalfOfId: string | null } | { may: false; because: 'person' | 'state'; reason: string };

export function mayAnswer(facts: PlanFacts, plan: RequestPlan, stageKey: string, { personId, decidesByRole, inPlaceOf }: Answerer, onBehalfOfId?: string): StageVerdict {
  const stage = plan.stages.find(({ key }) => key === stageKey);
  if (stage === undefined) return no('state', `This request has no stage “${stageKey}” any more. Look again, then decide.`);
  if (personId === facts.requesterId) return no('person', 'You made this request. Somebody else has to decide it.');
  if (personId === facts.ownerId) return no('person', 'You own this Site. Somebody else has to decide.');
  const mine = facts.answers.find((answer) => peopleOf(answer).includes(personId));
  if (mine !== undefined) {
    return no('state', mine.reviewerId === personId ? 'You have answered this request already: nobody answers twice.' : 'Somebody has answered this request in your place already.');
  }
  const isAnswered = (id: string): boolean => facts.answers.some((answer) => peopleOf(answer).includes(id));
  const named = facts.pools.get(stageKey)?.named;
  const places = inPlaceOf.filter(
    (absent) => stage.eligible.has(absent) && !isAnswered(absent) && (decidesByRole || named?.has(absent) === true) && (onBehalfOfId === undefined || absent === onBehalfOfId),
  );
  const place = onBehalfOfId === undefined && stage.eligible.has(personId) ? null : places[0];
  if (place === undefined) {
    return no('person', onBehalfOfId === undefined ? `You are not among those whom “${stage.name}” asks.` : `You can’t answer “${stage.name}” in this person’s place.`);
  }
  if (stage.state === 'waiting') return no('state', `It is not the turn of “${stage.name}” yet: ${earlierStages(plan, stage)} first.`);
  if (stage.state === 'through' && plan.stages.some(({ state }) => state !== 'through')) return no('state', `“${stage.name}” is through already; the request waits for others.`);
  return { may: true, onBehalfOfId: place };
}

function no(because: 'person' | 'state', reason: string): StageVerdict {
  return { may: false, because, reason };
}

function earlierStages({ stages }: RequestPlan, { order }: PlannedStage): string {
  const names = stages.filter((stage) => stage.order < order && stage.state !== 'through').map(({ name }) => `“${name}”`);
  return `${names.join(' and ')} ${names.length === 1 ? 'comes' : 'come'}`;
}

/** The stage that somebody answers where they name none: the first that they may; else why not, a reason of state before one of person. */
export function stageFor(facts: PlanFacts, plan: RequestPlan, answerer: Answerer, onBehalfOfId?: string): { stage: string; verdict: StageVerdict } | null {
  const verdicts = plan.stages.map(({ key }) => ({ stage: key, verdict: mayAnswer(facts, plan, key, answerer, onBehalfOfId) }));
  return verdicts.find(({ verdict }) => verdict.may) ?? verdicts.find(({ verdict }) => !verdict.may && verdict.because === 'state') ?? verdicts[0] ?? null;
}

export function progressOf({ stages }: RequestPlan): StageProgress[] {
  return stages.map(({ key, name, order, approvals, given, state }) => ({ key, name, order, approvals, given: given.length, state }));
}
