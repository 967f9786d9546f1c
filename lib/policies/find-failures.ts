import type { ActivePolicy } from '@/lib/domain/policy';
import { checkCondition } from './cel';
import type { PolicyFailure } from './report-failures';

/** Whether a policy in force can be judged at all: nothing where it can, else why not. */
export function findFailures({ key, name, version, condition, problem }: ActivePolicy): PolicyFailure[] {
  const failure = problem ?? checkCondition(condition)?.message;
  return failure === undefined ? [] : [{ key, name, version, failure }];
}
