import { judgeByAnswers, type PolicyAnswer } from '@/lib/domain/judge-policies';
import type { ActivePolicy, PolicyTrigger } from '@/lib/domain/policy';
import type { PolicyFacts } from '@/lib/domain/policy-facts';
import type { PolicyJudgement } from '@/lib/domain/policy-judgement';
import { addFailures, addToTally, couldBeAskedAt, type SimulatedGroup, type SimulationPart, type SimulationTally } from '@/lib/domain/policy-simulation';
import { toConditionFacts, type ConditionFacts } from './condition-facts';
import { askPolicy } from './judge-policies';
import type { Subject } from './read-subjects';

/** Policies of one trigger, in two sets. One that is in both is asked once. */
type Asked = { trigger: PolicyTrigger; all: ActivePolicy[]; inForce: number[]; proposed: number[] };

/**
 * Holds proposed policies against those in force, by the very rules of every decision. Only triggers at which the two differ
 * are looked at: at the others nothing would.
 */
export class PolicyTrial {
  private readonly asked: Asked[];

  constructor(inForce: readonly ActivePolicy[], proposed: readonly ActivePolicy[]) {
    this.asked = differingTriggers(inForce, proposed).map((trigger) => askedAt(trigger, inForce, proposed));
  }

  /** The conditions that are asked, and whether the head count matters besides: what of Sites has to be read. */
  get needs(): { conditions: string[]; limitsPeople: boolean } {
    const policies = this.asked.flatMap(({ all }) => all);
    return {
      conditions: policies.map(({ condition }) => condition),
      limitsPeople: policies.some(({ effects }) => effects.some((effect) => effect.effect === 'limit_audience' && effect.people !== null)),
    };
  }

  add(tally: SimulationTally, part: SimulationPart, { subject, facts }: Subject): void {
    for (const asked of this.asked) {
      if (part === 'requests' ? asked.trigger !== facts.change.trigger : !couldBeAskedAt(asked.trigger, facts.site)) continue;
      const group: SimulatedGroup = (tally[part][asked.trigger] ??= { total: 0, outcomes: {} });
      const given = part === 'requests' ? facts : { ...facts, change: asOfToday(facts.change, asked.trigger) };
      const [before, after] = judgeBoth(asked, given);
      addToTally(group, subject, before, after);
      addFailures(tally.failures, after);
    }
  }
}

/** At `widen` the audience of today is what is asked for, from nobody but the owner. */
function asOfToday(change: PolicyFacts['change'], trigger: PolicyTrigger): PolicyFacts['change'] {
  return trigger === 'widen' ? { ...change, trigger, from: 'admins_only', gains: change.reach } : { ...change, trigger };
}

/** Null where nothing held: most of a million Sites are done with then. */
function judgeBoth({ all, inForce, proposed }: Asked, facts: PolicyFacts): [PolicyJudgement | null, PolicyJudgement | null] {
  const given: ConditionFacts = toConditionFacts(facts);
  const answers = all.map((policy) => askPolicy(policy, given));
  const judge = (places: number[]): PolicyJudgement | null => {
    // Those that don't hold add nothing but their names.
    const saying = places.flatMap((place) => (saysSomething(answers[place]) ? [answers[place]] : []));
    return saying.length === 0 ? null : judgeByAnswers(saying, facts.change);
  };
  return [judge(inForce), judge(proposed)];
}

function saysSomething(answer: PolicyAnswer | undefined): answer is PolicyAnswer {
  return answer !== undefined && ('failure' in answer || answer.held);
}

function askedAt(trigger: PolicyTrigger, inForce: readonly ActivePolicy[], proposed: readonly ActivePolicy[]): Asked {
  const isAsked = ({ isEnabled, triggers }: ActivePolicy): boolean => isEnabled && triggers.includes(trigger);
  const all: ActivePolicy[] = [];
  const placeOf = (policy: ActivePolicy): number => {
    const known = all.findIndex((each) => each.id === policy.id && each.key === policy.key);
    return known >= 0 ? known : all.push(policy) - 1;
  };
  return { trigger, inForce: inForce.filter(isAsked).map(placeOf), proposed: proposed.filter(isAsked).map(placeOf), all };
}

/** The triggers of policies that are in one set and not in the other. */
function differingTriggers(inForce: readonly ActivePolicy[], proposed: readonly ActivePolicy[]): PolicyTrigger[] {
  const names = (policies: readonly ActivePolicy[]): Set<string> => new Set(policies.map(nameOf));
  const [before, after] = [names(inForce), names(proposed)];
  const differing = [...inForce.filter((policy) => !after.has(nameOf(policy))), ...proposed.filter((policy) => !before.has(nameOf(policy)))];
  return [...new Set(differing.flatMap(({ triggers }) => triggers))];
}

const nameOf = ({ id, key, version }: ActivePolicy): string => `${id} ${key} ${version}`;
