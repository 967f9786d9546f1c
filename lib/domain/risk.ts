import { z } from 'zod';
import { audienceLabels } from './audience';
import { sensitivityLabels, type SourceMode } from './classification';
import type { PolicyFacts } from './policy-facts';
import type { RiskWeights } from './risk-weights';
import { sourceUseProblem } from './source-use';

/** What adds to the risk, in the order in which it is shown. */
export const riskParts = ['exposure', 'forbidden_use', 'writes', 'people', 'storage', 'notes', 'secrets', 'versions'] as const;
export type RiskPart = (typeof riskParts)[number];

export const riskPartLabels: Record<RiskPart, string> = {
  exposure: 'Sensitivity and exposure',
  forbidden_use: 'Use against the matrix',
  writes: 'Writes',
  people: 'People who gain access',
  storage: 'Storage',
  notes: 'Unfinished storage notes',
  secrets: 'Age of secrets',
  versions: 'Versions nobody reviewed',
};

/** The part of `PolicyFacts` that the risk is worked out from. */
export type RiskFacts = {
  change: Pick<PolicyFacts['change'], 'to' | 'gains'>;
  site: Pick<PolicyFacts['site'], 'bindings' | 'oldestSecretDays' | 'unreviewedVersions'>;
  sources: (Pick<PolicyFacts['sources'][number], 'name' | 'sensitivity' | 'allowed' | 'writes'> & { mode: SourceMode })[];
  conflicts: PolicyFacts['conflicts'];
};

/** The parts that count, each with the sentence that explains its points; a part without points is left out. */
export const riskSchema = z.object({
  /** 0 to 100. */
  score: z.int().min(0).max(100),
  /** What the parts add up to, before it is cut to 100. */
  sum: z.int().min(0),
  reasons: z.array(z.object({ part: z.enum(riskParts), points: z.int().min(1), text: z.string() })),
});
export type Risk = z.infer<typeof riskSchema>;

const most = { writes: 3, versions: 3, hundreds: 4 } as const;

/**
 * The risk of letting an audience in: sensitivity times exposure, plus what makes an exposure harder to take back. Nothing
 * in it is hidden: whoever adds up the reasons has the score.
 */
export function riskOf(weights: RiskWeights, facts: RiskFacts): Risk {
  const reasons = [
    exposure(weights, facts),
    forbiddenUse(weights, facts),
    writes(weights, facts),
    people(weights, facts),
    storage(weights, facts),
    unfinishedNotes(weights, facts),
    staleSecrets(weights, facts),
    unreviewedVersions(weights, facts),
  ].filter(({ points }) => points > 0);
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  return { score: Math.min(100, sum), sum, reasons };
}

export const riskLevels = ['low', 'medium', 'high'] as const;
export type RiskLevel = (typeof riskLevels)[number];

export const riskLevelLabels: Record<RiskLevel, string> = { low: 'Low risk', medium: 'Medium risk', high: 'High risk' };

export function riskLevelOf(score: number): RiskLevel {
  if (score >= 60) return 'high';
  return score >= 30 ? 'medium' : 'low';
}

type Reason = Risk['reasons'][number];

function exposure({ sensitivity, exposurePercent }: RiskWeights, { sources, change }: RiskFacts): Reason {
  const [worst] = sources.toSorted((a, b) => sensitivity[b.sensitivity] - sensitivity[a.sensitivity]);
  if (worst === undefined) return { part: 'exposure', points: 0, text: '' };
  const percent = exposurePercent[change.to];
  const weight = sensitivity[worst.sensitivity];
  return {
    part: 'exposure',
    points: Math.round((weight * percent) / 100),
    text: `${worst.name} is the most sensitive source (${sensitivityLabels[worst.sensitivity].toLowerCase()}, ${weight}), and ${percent} % of that counts for the audience “${audienceLabels[change.to].toLowerCase()}”.`,
  };
}

function forbiddenUse({ forbiddenUse: points }: RiskWeights, { sources, conflicts }: RiskFacts): Reason {
  const uses = sources.flatMap((source) => {
    const problem = sourceUseProblem(source);
    return problem === null ? [] : [`${source.name} ${problem}`];
  });
  const meetings = conflicts.map((pair) => `${pair} must not meet in one Site`);
  const found = [...uses, ...meetings];
  return { part: 'forbidden_use', points: found.length === 0 ? 0 : points, text: `${found.join('; ')}.` };
}

function writes({ writes: each }: RiskWeights, { sources }: RiskFacts): Reason {
  const written = sources.filter((source) => source.writes).map(({ name }) => name);
  const counted = Math.min(most.writes, written.length);
  return { part: 'writes', points: each * counted, text: `It writes to ${written.join(', ')}: ${each} for each${cut(counted, written.length)}.` };
}

function people({ hundredPeople: each }: RiskWeights, { change }: RiskFacts): Reason {
  const hundreds = Math.floor(change.gains / 100);
  const counted = Math.min(most.hundreds, hundreds);
  return {
    part: 'people',
    points: each * counted,
    text: `${change.gains.toLocaleString('en-US')} people would gain access: ${each} for each full hundred${cut(counted, hundreds)}.`,
  };
}

function storage({ storage: each }: RiskWeights, { site }: RiskFacts): Reason {
  const names = site.bindings.map(({ name }) => name);
  return { part: 'storage', points: each * names.length, text: `It keeps data of its own in ${names.join(', ')}: ${each} for each.` };
}

function unfinishedNotes({ unfinishedNotes: points }: RiskWeights, { site }: RiskFacts): Reason {
  const open = site.bindings.filter(({ noteIsComplete }) => !noteIsComplete).map(({ name }) => name);
  return { part: 'notes', points: open.length === 0 ? 0 : points, text: `Nobody has finished the storage note of ${open.join(', ')}.` };
}

function staleSecrets({ staleSecrets: points, secretMaxAgeDays }: RiskWeights, { site }: RiskFacts): Reason {
  const isStale = site.oldestSecretDays > secretMaxAgeDays;
  return {
    part: 'secrets',
    points: isStale ? points : 0,
    text: `Its oldest secret has been the same for ${site.oldestSecretDays.toLocaleString('en-US')} days; after ${secretMaxAgeDays} it counts as old.`,
  };
}

function unreviewedVersions({ unreviewedVersions: each }: RiskWeights, { site }: RiskFacts): Reason {
  const counted = Math.min(most.versions, site.unreviewedVersions);
  const were = site.unreviewedVersions === 1 ? '1 version was' : `${site.unreviewedVersions.toLocaleString('en-US')} versions were`;
  return { part: 'versions', points: each * counted, text: `${were} saved since the last review: ${each} for each${cut(counted, site.unreviewedVersions)}.` };
}

/** Says that no more than so many count, where that made a difference. */
function cut(counted: number, found: number): string {
  return counted === found ? '' : `, at most ${counted}`;
}
