import type { z } from 'zod';
import { type Operation } from '@/lib/domain/permissions';
import { judgeOnSite, type Verdict } from '@/lib/domain/verdict';
import { noJudgement } from '@/lib/domain/judge-policies';
import type { PolicyJudgement } from '@/lib/domain/policy-judgement';
import { policyRefusal } from '@/lib/domain/policy-refusal';
import { isRefusal, type Refusal } from '@/lib/domain/refusal';
import type { SiteOutcome } from '@/lib/domain/site-decisions';
import type { Actor } from '@/lib/gate/actor';
import { command, type Command, type Context } from '@/lib/gate/command';
import { judgeChange } from '@/lib/policies/judge-change';
import type { PolicyChange } from '@/lib/policies/read-facts';
import { reportFailedPolicies } from '@/lib/policies/report-failures';
import { lockSite, type LoadedSite } from './load-site';
import { readSite, type SiteDetail } from './get-site';
import { updateSite } from './write';

type SiteCommand<Schema extends z.ZodType<{ siteId: string }>> = {
  name: Operation;
  input: Schema;
  /** A further condition on the actor, asked after the table's own answer. */
  alsoMay?: (actor: Actor, loaded: LoadedSite, input: z.output<Schema>) => Verdict;
  /** What the policies are asked about it. Where they forbid, they have the last word: what else is wrong is said first. */
  asks?: (input: z.output<Schema>) => PolicyChange;
  decide: (loaded: LoadedSite, input: z.output<Schema>, context: Context) => SiteOutcome | Refusal;
};

type JudgedSite = LoadedSite & { judgement: PolicyJudgement };

/** A command on one Site that needs nothing else: it locks the Site, decides, writes the patch, answers with the Site. */
export function siteCommand<Schema extends z.ZodType<{ siteId: string }>>(
  definition: SiteCommand<Schema>,
): Command<Schema, JudgedSite, SiteOutcome, SiteDetail> {
  return command({
    name: definition.name,
    input: definition.input,
    load: async (tx, input, { actor, now }) => {
      const loaded = await lockSite(tx, input.siteId, actor);
      if (loaded === null) return null;
      return { ...loaded, judgement: definition.asks === undefined ? noJudgement() : await judgeChange(tx, input.siteId, definition.asks(input), actor, now) };
    },
    may: (actor, loaded, input) => {
      const verdict = judgeOnSite(definition.name, actor, loaded.relations);
      return verdict.allowed ? (definition.alsoMay?.(actor, loaded, input) ?? verdict) : verdict;
    },
    decide: (loaded, input, context) => {
      const outcome = definition.decide(loaded, input, context);
      return isRefusal(outcome) ? outcome : (policyRefusal(loaded.judgement) ?? outcome);
    },
    save: saveSite,
    refused: reportFailedPolicies,
  });
}

/** Writes what was decided and answers with the Site as it is then. */
export async function saveSite(
  tx: Parameters<typeof updateSite>[0],
  { site }: Pick<LoadedSite, 'site'>,
  { patch }: SiteOutcome,
  { actor, now }: Context,
): Promise<SiteDetail> {
  if (Object.keys(patch).length > 0) await updateSite(tx, site, patch, { now, actor });
  return readSite(tx, site.id, actor, now);
}
