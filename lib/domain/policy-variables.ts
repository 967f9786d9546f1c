import { audienceModes, driftKinds, observedModes } from './audience';
import { classifications, sensitivities, sourceModes } from './classification';
import { roles } from './permissions';
import { policyTriggers } from './policy';
import type { PolicyFacts } from './policy-facts';
import { prohibitedUses } from './prohibited-use';
import { recordChanges } from './request';
import { siteStates } from './site';

export type PolicyVariable = {
  /** In the words of CEL; `list<source>` and the like are lists of the elements below. */
  type: 'string' | 'bool' | 'int' | 'list<string>' | 'list<source>' | 'list<binding>' | 'list<secret>';
  /** For people who write a rule. */
  meaning: string;
  /** The only words that it can have: a comparison with another one is a mistake. */
  words?: readonly string[];
};

type Element<List> = List extends (infer Item)[] ? Item : never;
type Variables<Facts> = Record<keyof Facts, PolicyVariable>;

const text = (meaning: string, words?: readonly string[]): PolicyVariable => ({ type: 'string', meaning, ...(words !== undefined && { words }) });
const flag = (meaning: string): PolicyVariable => ({ type: 'bool', meaning });
const whole = (meaning: string): PolicyVariable => ({ type: 'int', meaning });
const texts = (meaning: string, words?: readonly string[]): PolicyVariable => ({ type: 'list<string>', meaning, ...(words !== undefined && { words }) });

/** What a condition can name. The environment of CEL, the editor and docs/policies.md read this one table. */
export const policyVariables = {
  site: {
    slug: text('Its short name'),
    title: text('Its name'),
    purpose: text('What it is for, as its owner says'),
    state: text('Its state', siteStates),
    classification: text('Its classification', classifications),
    department: text('The name of its department; empty where it has none'),
    audience: text('Its approved audience', audienceModes),
    observed: text('What the platform last reported; empty where it reported nothing', ['', ...observedModes]),
    drift: text('How the platform differs from what was approved', driftKinds),
    tags: texts('Its tags'),
    uses: texts('Prohibited uses that its owner declares or its words give away', prohibitedUses),
    isOfficial: flag('Whether it is a system of record'),
    onLegalHold: flag('Whether nothing of it may be deleted'),
    isComplete: flag('Whether all required fields are filled in'),
    hasOwner: flag('Whether somebody who has not left owns it'),
    hasSuccessor: flag('Whether a successor who has not left is named'),
    ageDays: whole('Days since it was made'),
    daysToExpiry: whole('Days until it expires, 0 from then on; -1 where it never does'),
    daysSinceReview: whole('Days since its last review; -1 before the first'),
    daysSinceVisit: whole('Days since somebody last opened it; -1 where that is not known'),
    bindings: { type: 'list<binding>', meaning: 'Its storage bindings' },
    secrets: { type: 'list<secret>', meaning: 'The secrets of its environment, by name' },
    oldestSecretDays: whole('The age of its oldest secret in days; -1 where it has none'),
    undeclaredKeys: whole('How many environment keys the platform has that the repository’s example does not name'),
    unreviewedVersions: whole('How many versions were saved since the last review'),
  } satisfies Variables<PolicyFacts['site']>,
  change: {
    trigger: text('What is about to happen', policyTriggers),
    from: text('The audience today', audienceModes),
    to: text('The audience afterwards', audienceModes),
    reach: whole('How many people could open it afterwards, groups resolved'),
    gains: whole('How many of them can’t open it today'),
    groups: texts('The names of the groups in the audience afterwards'),
    durationDays: whole('For how long a widening is asked for; -1 for good'),
    lifetimeDays: whole('How long the Site would run; -1 where it would never expire, or the change is not about that'),
    changed: texts('At the trigger `change`: what changed after the approval', recordChanges),
  } satisfies Variables<PolicyFacts['change']>,
  people: {
    requester: text('The e-mail of whoever asks or acts; empty for the console itself'),
    requesterRoles: texts('Their roles', roles),
    requesterIsOwner: flag('Whether they own the Site'),
    ownerDepartment: text('The name of the owner’s own department; empty where there is none'),
    gainingDepartments: texts('The departments of those who would gain access'),
  } satisfies Variables<PolicyFacts['people']>,
};

/** What stands in the lists of elements. */
export const policyElements = {
  source: {
    key: text('Its key'),
    name: text('Its name'),
    sensitivity: text('Its sensitivity', sensitivities),
    isSensitive: flag('Whether it is more than public or internal'),
    mode: text('How the Site uses it', sourceModes),
    allowed: text('What the workspace allows', sourceModes),
    writes: flag('Whether the Site writes to it'),
    hasOwner: flag('Whether somebody answers for it'),
  } satisfies Variables<Element<PolicyFacts['sources']>>,
  binding: {
    kind: text('Its kind', ['d1', 'r2']),
    name: text('Its name'),
    noteIsComplete: flag('Whether its storage note is complete'),
  } satisfies Variables<Element<PolicyFacts['site']['bindings']>>,
  secret: {
    key: text('Its name'),
    ageDays: whole('Days since it was replaced, or since it was first seen'),
  } satisfies Variables<Element<PolicyFacts['site']['secrets']>>,
};

/** The lists that stand on their own. */
export const policyLists: Record<'sources' | 'conflicts', PolicyVariable> = {
  sources: { type: 'list<source>', meaning: 'The data sources of the Site' },
  conflicts: { type: 'list<string>', meaning: 'Pairs of its sources that must not meet, as “a + b”' },
};
