import { z } from 'zod';
import { decideLowRiskInput } from '@/lib/domain/request-inputs';
import { requestStates } from '@/lib/domain/request';
import type { Actor } from '@/lib/gate/actor';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireScope, requireVerdict, runCommand, type RunOptions } from '@/lib/gate/command';
import { parseInput, ProblemError, toProblem } from '@/lib/gate/problem';
import { decideLowRisk } from './commands/decide-low-risk';

export const manyDecidedShape = z.object({
  items: z.array(
    z.object({
      requestId: z.uuid(),
      /** Where it stands afterwards; null: it was not decided, for the reason in `problem`. */
      state: z.enum(requestStates).nullable(),
      problem: z.object({ status: z.int(), detail: z.string() }).nullable(),
    }),
  ),
});
export type ManyDecided = z.infer<typeof manyDecidedShape>;

/** Decides requests that the policies call low risk one after the other: each in a transaction of its own, so that one refusal doesn't hold up the others. */
export async function decideMany(rawInput: unknown, actor: Actor, options: RunOptions = {}): Promise<ManyDecided> {
  const { requests, decision, note } = parseInput(decideLowRiskInput, rawInput);
  requireScope(actor, 'request.decide_widening');
  requireVerdict(judge('request.decide_widening', roleStandings(actor)));
  const items: ManyDecided['items'] = [];
  for (const { requestId, revision } of requests) {
    try {
      const { state } = await runCommand(decideLowRisk, { requestId, revision, decision, ...(note === undefined ? {} : { note }) }, actor, options);
      items.push({ requestId, state, problem: null });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { status, detail } = toProblem(error);
      items.push({ requestId, state: null, problem: { status, detail } });
    }
  }
  return { items };
}
