import { z } from 'zod';
import type { DomainEvent } from '@/lib/domain/events';
import { policyRefSchema, type PolicyRef } from '@/lib/domain/policy';
import type { PolicyJudgement } from '@/lib/domain/policy-judgement';
import { record } from '@/lib/audit/record';
import type { Tx } from '@/lib/db/client';
import type { Context } from '@/lib/gate/command';
import type { ProblemError } from '@/lib/gate/problem';
import { log } from '@/lib/log';
import { notify } from '@/lib/notifications/write';
import { listAdminIds } from '@/lib/people/list-admin-ids';

/** A policy that could not be judged, and why. It denies until it is mended. */
export type PolicyFailure = PolicyRef & { failure: string };

/** The policies that could not be judged, of those that were asked. */
export function failuresIn({ asked }: Pick<PolicyJudgement, 'asked'>): PolicyFailure[] {
  return asked.flatMap(({ key, name, version, failure }) => (failure === null ? [] : [{ key, name, version, failure }]));
}

/**
 * Makes failing policies loud: every admin is alerted, once for each version of a policy. Answers the events that tell of
 * those that nobody was told of before; the caller records them.
 */
export async function tellOfFailures(tx: Tx, failures: readonly PolicyFailure[], now: Date): Promise<DomainEvent[]> {
  const once = [...new Map(failures.map((failure) => [occasionOf(failure), failure])).values()];
  if (once.length === 0) return [];
  const told = await tx.notification.findMany({ where: { occasion: { in: once.map(occasionOf) } }, select: { occasion: true }, distinct: ['occasion'] });
  const news = once.filter((failure) => !told.some(({ occasion }) => occasion === occasionOf(failure)));
  if (news.length === 0) return [];
  const policies = await tx.policy.findMany({ where: { key: { in: news.map(({ key }) => key) } }, select: { id: true, key: true } });
  const admins = await listAdminIds(tx);
  for (const failure of news) log.error({ policy: failure.key, version: failure.version, failure: failure.failure }, 'a policy could not be judged and denies');
  await notify(tx, news.flatMap((failure) => admins.map((personId) => failureNotice(failure, personId))), now);
  return news.map(({ key, name, version, failure }) => ({
    type: 'policy.failed',
    subject: { kind: 'policy', id: policies.find((policy) => policy.key === key)?.id ?? key, name },
    reason: failure,
    data: { key, version },
  }));
}

function occasionOf({ key, version }: PolicyRef): string {
  return `policy ${key} ${version} failed`;
}

function failureNotice(failure: PolicyFailure, personId: string) {
  return {
    personId,
    kind: 'alert' as const,
    occasion: occasionOf(failure),
    title: `The policy “${failure.name}” can’t be judged`,
    message: {
      lines: [failure.failure, 'Until it is mended it forbids everything that it is asked about.'],
      action: { label: 'Mend the policy', href: `/policies/${failure.key}` },
    },
  };
}

const refusedByPolicies = z.object({ forbidden: z.array(z.object({ policy: policyRefSchema, failure: z.string().optional() })) });

/** For commands that policies have refused: what failed is told although nothing else of the command stays. */
export async function reportFailedPolicies(tx: Tx, problem: ProblemError, context: Context): Promise<void> {
  const found = refusedByPolicies.safeParse(problem.details);
  const failures = found.data?.forbidden.flatMap(({ policy, failure }) => (failure === undefined ? [] : [{ ...policy, failure }])) ?? [];
  const events = await tellOfFailures(tx, failures, context.now);
  if (events.length > 0) await record(tx, events, context);
}
