import { z } from 'zod';
import { audienceModes, driftKinds, observedModes } from './audience';
import { classifications, sensitivities, sourceModes } from './classification';
import { evidenceKinds, evidenceSchema } from './evidence';
import { policyRefSchema } from './policy';
import { policyJudgementSchema } from './policy-judgement';
import { answers, namedAudienceSchema, requestKinds, requestStates } from './request';
import { riskSchema } from './risk';
import { siteStates } from './site';

const at = z.iso.datetime();
const person = z.object({ id: z.uuid(), name: z.string(), email: z.string() });

/** The request itself, as it stood. */
const requestPart = z.object({
  id: z.uuid(),
  kind: z.enum(requestKinds),
  revision: z.int(),
  round: z.int(),
  reason: z.string(),
  requester: person,
  submittedAt: at,
  dueAt: at.nullable(),
  /** When a widening would end by itself; null: it stays. */
  until: at.nullable(),
});

/** The record of the Site, as far as a decision rests on it. */
const sitePart = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  revision: z.int(),
  state: z.enum(siteStates),
  purpose: z.string().nullable(),
  classification: z.enum(classifications),
  department: z.string().nullable(),
  owner: person.extend({ active: z.boolean(), department: z.string().nullable() }).nullable(),
  successor: z.string().nullable(),
  url: z.string().nullable(),
  tags: z.array(z.string()),
  uses: z.array(z.string()),
  audience: z.enum(audienceModes),
  observed: z.object({ mode: z.enum(observedModes), at, revision: z.int().nullable() }).nullable(),
  drift: z.enum(driftKinds),
  expiresAt: at.nullable(),
  lastReviewedAt: at.nullable(),
  lastVisitedAt: at.nullable(),
  officialSince: at.nullable(),
  legalHoldReason: z.string().nullable(),
  dataSourceNote: z.string().nullable(),
});

const sourcePart = z.object({
  key: z.string(),
  name: z.string(),
  sensitivity: z.enum(sensitivities),
  /** How the Site uses it, and what the workspace's matrix allows. */
  mode: z.enum(sourceModes),
  allowed: z.enum(sourceModes),
  /** Who answers for the source itself. */
  owner: z.string().nullable(),
  note: z.string().nullable(),
});

const bindingPart = z.object({
  kind: z.enum(['d1', 'r2']),
  name: z.string(),
  kept: z.string().nullable(),
  location: z.string().nullable(),
  readers: z.string().nullable(),
  retention: z.string().nullable(),
  removal: z.string().nullable(),
  outage: z.string().nullable(),
});

const keyPart = z.object({
  key: z.string(),
  isSecret: z.boolean(),
  declared: z.boolean(),
  present: z.boolean(),
  /** Since when the value is the same, as far as it is known here. */
  since: at,
});

const versionPart = z.object({ id: z.string(), number: z.int().nullable(), commitSha: z.string().nullable(), savedAt: at.nullable() });

/** What would be exposed: the newest version, the one that runs, and where they come from. */
const deliveryPart = z.object({
  latest: versionPart.nullable(),
  live: versionPart.nullable(),
  deployment: z.object({ id: z.string(), status: z.string(), url: z.string().nullable(), failure: z.string().nullable(), at: at.nullable() }).nullable(),
  unreviewedVersions: z.int(),
  repository: z.string().nullable(),
  lastCommit: z.object({ sha: z.string(), at: at.nullable(), author: z.string().nullable() }).nullable(),
});

/** Who may open the Site before and after, and who gains: by number, department and name. */
const audiencePart = z.object({
  before: namedAudienceSchema,
  after: namedAudienceSchema,
  reachBefore: z.int(),
  reachAfter: z.int(),
  gains: z.int(),
  losses: z.int(),
  departments: z.array(z.object({ name: z.string(), gains: z.int() })),
  /** The first by name. */
  gaining: z.array(person.extend({ department: z.string().nullable() })),
});

const stagePart = z.object({
  key: z.string(),
  name: z.string(),
  order: z.int(),
  approvals: z.int(),
  given: z.int(),
  state: z.string(),
  asks: z.string(),
  because: z.array(policyRefSchema),
});

/** What the policies said and what was shown to them. */
const planPart = z.object({
  stages: z.array(stagePart),
  evidence: z.array(z.object({ kind: z.enum(evidenceKinds), isRequired: z.boolean(), because: z.array(policyRefSchema), given: evidenceSchema.nullable() })),
  judgement: policyJudgementSchema,
  missing: z.array(z.string()),
  remarks: z.array(z.string()),
});

const answerPart = z.object({
  reviewer: person,
  onBehalfOf: person.nullable(),
  stage: z.string(),
  round: z.int(),
  decision: z.enum(answers),
  note: z.string().nullable(),
  decidedAt: at,
  counts: z.boolean(),
  /** Whether the reviewer is among those whom the request would let in. */
  gains: z.boolean(),
});

const eventPart = z.object({ at, title: z.string(), actor: z.string(), reason: z.string().nullable() });

/** What is known of such cases: for those who govern. */
const precedentPart = z.object({
  owner: z.object({ sites: z.int(), open: z.int(), disabled: z.int(), approved: z.int(), rejected: z.int(), withdrawn: z.int(), incidents: z.int() }).nullable(),
  similar: z.array(
    z.object({
      requestId: z.uuid(),
      site: z.string(),
      state: z.enum(requestStates),
      to: z.enum(audienceModes),
      gains: z.int(),
      risk: z.int().nullable(),
      sensitivity: z.enum(sensitivities).nullable(),
      decidedAt: at,
      by: z.string().nullable(),
      note: z.string().nullable(),
      isSameSite: z.boolean(),
    }),
  ),
});

/** Everything that lies before a reviewer, as plain data: a page shows it, a decision record keeps it. */
export const dossierSchema = z.object({
  /** As of when it was put together. */
  at,
  request: requestPart,
  site: sitePart,
  /** Null where the request is not about who may open the Site. */
  audience: audiencePart.nullable(),
  /** What a request of another kind would change, as label and words. */
  change: z.array(z.object({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  risk: riskSchema.nullable(),
  sources: z.array(sourcePart),
  /** Pairs of its sources that must not meet, and why. */
  conflicts: z.array(z.object({ a: z.string(), b: z.string(), reason: z.string() })),
  bindings: z.array(bindingPart),
  keys: z.array(keyPart),
  delivery: deliveryPart,
  /** Null for a transfer, which one named person answers. */
  plan: planPart.nullable(),
  answers: z.array(answerPart),
  comments: z.array(z.object({ author: z.string(), text: z.string(), createdAt: at })),
  history: z.array(eventPart),
  /** Null where whoever looks does not govern the workspace. */
  precedents: precedentPart.nullable(),
});
export type Dossier = z.infer<typeof dossierSchema>;

/** The groups and people that a list gains and loses, by name. */
export function listChanges({ before, after }: NonNullable<Dossier['audience']>): { title: string; names: { name: string; note?: string }[] }[] {
  const without = <Entry extends { id: string }>(list: Entry[], other: Entry[]): Entry[] => {
    const known = new Set(other.map(({ id }) => id));
    return list.filter(({ id }) => !known.has(id));
  };
  const people = (list: z.infer<typeof person>[]) => list.map(({ name, email }) => ({ name, note: email }));
  const groups = (list: { name: string }[]) => list.map(({ name }) => ({ name }));
  return [
    { title: 'Groups added', names: groups(without(after.groups, before.groups)) },
    { title: 'People added', names: people(without(after.people, before.people)) },
    // A list that gives way to the whole workspace takes nobody out.
    ...(after.mode === 'workspace_all'
      ? []
      : [
          { title: 'Groups taken off', names: groups(without(before.groups, after.groups)) },
          { title: 'People taken off', names: people(without(before.people, after.people)) },
        ]),
  ].filter(({ names }) => names.length > 0);
}
