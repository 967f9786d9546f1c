import type { z } from 'zod';
import { type Operation } from '@/lib/domain/permissions';
import { judgeOnSite, type Verdict } from '@/lib/domain/verdict';
import type { Refusal } from '@/lib/domain/refusal';
import type { SiteOutcome } from '@/lib/domain/site-decisions';
import type { Actor } from '@/lib/gate/actor';
import { command, type Command, type Context } from '@/lib/gate/command';
import { lockSite, type LoadedSite } from './load-site';
import { readSite, type SiteDetail } from './get-site';
import { updateSite } from './write';

type SiteCommand<Schema extends z.ZodType<{ siteId: string }>> = {
  name: Operation;
  input: Schema;
  /** A further condition on the actor, asked after the table's own answer. */
  alsoMay?: (actor: Actor, loaded: LoadedSite, input: z.output<Schema>) => Verdict;
  decide: (loaded: LoadedSite, input: z.output<Schema>, context: Context) => SiteOutcome | Refusal;
};

/** A command on one Site that needs nothing else: it locks the Site, decides, writes the patch, answers with the Site. */
export function siteCommand<Schema extends z.ZodType<{ siteId: string }>>(
  definition: SiteCommand<Schema>,
): Command<Schema, LoadedSite, SiteOutcome, SiteDetail> {
  return command({
    name: definition.name,
    input: definition.input,
    load: (tx, { siteId }, { actor }) => lockSite(tx, siteId, actor),
    may: (actor, loaded, input) => {
      const verdict = judgeOnSite(definition.name, actor, loaded.relations);
      return verdict.allowed ? (definition.alsoMay?.(actor, loaded, input) ?? verdict) : verdict;
    },
    decide: definition.decide,
    save: saveSite,
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
