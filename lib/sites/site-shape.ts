import { z } from 'zod';
import { audienceModes, driftKinds, observedModes } from '@/lib/domain/audience';
import { classifications, sensitivities, sourceModes } from '@/lib/domain/classification';
import { prohibitedUses } from '@/lib/domain/prohibited-use';
import { namedAudienceSchema, requestKinds, requestStates } from '@/lib/domain/request';
import { conditions, disableReasons, quarantineReasons, requiredFields, siteStates } from '@/lib/domain/site';
import { siteActions } from '@/lib/domain/lifecycle';
import { siteEnforcementShape } from '@/lib/enforcement/enforcement-shape';
import { lifecycleSteps } from '@/lib/domain/sweep';

const at = z.iso.datetime();
const named = z.object({ id: z.uuid(), name: z.string() });
export const personShape = z.object({ id: z.uuid(), name: z.string(), email: z.string() });
const ownerShape = personShape.extend({ active: z.boolean() });

const sourceShape = z.object({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  sensitivity: z.enum(sensitivities),
  mode: z.enum(sourceModes),
});

/** A Site as lists, REST and exports give it. */
export const siteSummaryShape = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  state: z.enum(siteStates),
  audience: z.enum(audienceModes),
  observedAudience: z.enum(observedModes).nullable(),
  drift: z.enum(driftKinds),
  classification: z.enum(classifications),
  owner: ownerShape.nullable(),
  department: named.nullable(),
  expiresAt: at.nullable(),
  reviewDueAt: at.nullable(),
  lastReviewedAt: at.nullable(),
  lastVisitedAt: at.nullable(),
  officialSince: at.nullable(),
  dataSources: z.array(sourceShape),
  tags: z.array(z.string()),
  /** When the owner was last asked to confirm the record, and has not yet. */
  attestationAskedAt: at.nullable(),
  conditions: z.array(z.enum(conditions)),
  /** Share of the required fields that is there, in percent. */
  completeness: z.int().min(0).max(100),
  missing: z.array(z.enum(requiredFields)),
  projectId: z.string().nullable(),
  url: z.string().nullable(),
  createdAt: at,
  updatedAt: at,
  revision: z.int(),
});
export type SiteSummary = z.infer<typeof siteSummaryShape>;

const changesShape = z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() }));

export const timelineEntryShape = z.object({
  seq: z.int(),
  at,
  type: z.string(),
  actor: z.object({ id: z.uuid().nullable(), name: z.string() }),
  via: z.string(),
  reason: z.string().nullable(),
  changes: changesShape,
  data: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.infer<typeof timelineEntryShape>;

/** Whether an action can be done now by whoever asks, and if not, why: the button says it. */
const actionShape = z.object({ allowed: z.boolean(), reason: z.string().nullable() });

/** What only those see who answer for the Site or govern it. */
const recordShape = z.object({
  successor: ownerShape.nullable(),
  /** When the successor agreed to take over; null until then. */
  successorAcceptedAt: at.nullable(),
  approvedAudience: z.object({
    mode: z.enum(audienceModes),
    people: z.array(ownerShape),
    groups: z.array(named),
    approvedAt: at.nullable(),
  }),
  /** Widenings that end by themselves and have not: the one under way, then those that come back after it. */
  terms: z.array(z.object({ requestId: z.uuid(), endsAt: at, isUnderWay: z.boolean(), fallback: namedAudienceSchema })),
  /** The open drift incident. */
  incident: z.object({ id: z.uuid(), openedAt: at, acknowledgedBy: z.string().nullable(), note: z.string().nullable() }).nullable(),
  effectiveAudience: z.object({
    /** People who can open the Site, groups resolved; admins always can and are counted apart. */
    total: z.int(),
    admins: z.int(),
    /** The first 200 by name. */
    people: z.array(personShape.extend({ via: z.array(z.string()) })),
  }),
  observed: z
    .object({
      mode: z.enum(observedModes),
      revision: z.int().nullable(),
      at,
      people: z.array(z.object({ email: z.string(), name: z.string().nullable(), role: z.string(), isExternal: z.boolean() })),
      groups: z.array(z.object({ id: z.string(), name: z.string().nullable(), size: z.int().nullable() })),
      externalVisitors: z.int(),
    })
    .nullable(),
  /** Whether the platform has shown what was decided here. */
  enforcement: z.object({ audience: z.enum(['confirmed', 'unconfirmed']), state: z.enum(['confirmed', 'unconfirmed']) }),
  /** Since when a complete report of the platform has not shown it. */
  missingSince: at.nullable(),
  /** What people use while the platform doesn’t show it or has suspended it. */
  fallbackNote: z.string().nullable(),
  disabled: z
    .object({ at, reason: z.enum(disableReasons), note: z.string().nullable() })
    .nullable(),
  /** Since when nobody answers for it. */
  quarantine: z.object({ at, reason: z.enum(quarantineReasons) }).nullable(),
  legalHold: z.object({ at, reason: z.string() }).nullable(),
  dataSourceNote: z.string().nullable(),
  storageBindings: z.array(
    z.object({
      kind: z.enum(['d1', 'r2']),
      name: z.string(),
      kept: z.string().nullable(),
      location: z.string().nullable(),
      readers: z.string().nullable(),
      retention: z.string().nullable(),
      removal: z.string().nullable(),
      outage: z.string().nullable(),
    }),
  ),
  environmentKeys: z.array(
    z.object({
      key: z.string(),
      isSecret: z.boolean(),
      declared: z.boolean(),
      present: z.boolean(),
      /** Since when the key is known here; its value may be older. */
      firstSeenAt: at,
      /** When somebody last said that its value was replaced. */
      rotatedAt: at.nullable(),
    }),
  ),
  versions: z.array(
    z.object({ id: z.string(), number: z.int().nullable(), commitSha: z.string().nullable(), savedAt: at.nullable() }),
  ),
  deployments: z.array(
    z.object({
      id: z.string(),
      versionId: z.string().nullable(),
      status: z.string(),
      url: z.string().nullable(),
      failureMessage: z.string().nullable(),
      updatedAt: at.nullable(),
    }),
  ),
  platform: z.object({
    status: z.string().nullable(),
    updatedAt: at.nullable(),
    expectedUrl: z.string().nullable(),
    screenshotUrl: z.string().nullable(),
  }),
  repository: z.object({
    name: z.string().nullable(),
    manifestPath: z.string().nullable(),
    staticDirectory: z.string().nullable(),
    manifestExtra: z.record(z.string(), z.unknown()).nullable(),
    lastCommit: z.object({ sha: z.string(), at: at.nullable(), author: z.string().nullable() }).nullable(),
  }),
  openRequests: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(requestKinds),
      state: z.enum(requestStates),
      requester: personShape,
      createdAt: at,
    }),
  ),
  timeline: z.array(timelineEntryShape),
});
export type SiteRecord = z.infer<typeof recordShape>;

/** A Site whole. `record` is null for someone who may open the Site but has no part in it. */
export const siteDetailShape = siteSummaryShape.extend({
  description: z.string().nullable(),
  purpose: z.string().nullable(),
  /** What it is used for that the policies may have a word on, as its owner declares it. */
  uses: z.array(z.enum(prohibitedUses)),
  builtAt: at.nullable(),
  /** Everything that happens by itself if nobody does anything, earliest first; a step whose day is past waits for the next sweep. */
  schedule: z.array(z.object({ step: z.enum(lifecycleSteps), at })),
  /** Since when nobody visited or spoke for it, once that is long enough to ask; when it was asked, and until when the answer is waited for. */
  inactivity: z.object({ since: at, askedAt: at.nullable(), answerBy: at.nullable() }).nullable(),
  /** Until when it can be renewed at once; whatever is later is asked for and decided by somebody else. */
  renewableUntil: at,
  actions: z.record(z.enum(siteActions), actionShape),
  /** Decisions in force about it, and whether anything has shown that the platform follows. */
  enforcement: z.array(siteEnforcementShape),
  record: recordShape.nullable(),
});
export type SiteDetail = z.infer<typeof siteDetailShape>;
