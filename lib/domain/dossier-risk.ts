import { differenceInDays } from 'date-fns';
import type { Dossier } from './dossier';
import { riskOf, type Risk } from './risk';
import type { RiskWeights } from './risk-weights';

type Known = Pick<Dossier, 'sources' | 'conflicts' | 'bindings' | 'keys' | 'delivery'> & { audience: NonNullable<Dossier['audience']> };

/** The risk of what a dossier is about, from nothing but what it shows. */
export function riskOfDossier(weights: RiskWeights, { audience, sources, conflicts, bindings, keys, delivery }: Known, now: Date): Risk {
  const ages = keys.filter(({ isSecret, present }) => isSecret && present).map(({ since }) => Math.max(0, differenceInDays(now, new Date(since))));
  return riskOf(weights, {
    change: { to: audience.after.mode, gains: audience.gains },
    site: {
      bindings: bindings.map(({ kind, name, ...note }) => ({ kind, name, noteIsComplete: isNoteComplete(note) })),
      oldestSecretDays: Math.max(-1, ...ages),
      unreviewedVersions: delivery.unreviewedVersions,
    },
    sources: sources.map((source) => ({ ...source, writes: source.mode !== 'read_only' })),
    conflicts: conflicts.map(({ a, b }) => `${a} + ${b}`),
  });
}

type Note = Omit<Dossier['bindings'][number], 'kind' | 'name'>;

/** All six parts of a storage note are there. */
export function isNoteComplete({ kept, location, readers, retention, removal, outage }: Note): boolean {
  return [kept, location, readers, retention, removal, outage].every((part) => part !== null && part.trim() !== '');
}
