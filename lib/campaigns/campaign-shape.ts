import { z } from 'zod';
import { audienceModes, driftKinds } from '@/lib/domain/audience';
import { answererReasons, campaignEffects, campaignItemStates, campaignSilences, campaignStates, campaignVerdicts } from '@/lib/domain/campaign';
import { classifications } from '@/lib/domain/classification';
import { recommendations } from '@/lib/domain/recommend-access';
import { siteStates } from '@/lib/domain/site';
import { personShape } from '@/lib/sites/site-shape';

const at = z.iso.datetime();
const step = z.object({ allowed: z.boolean(), reason: z.string().nullable() });
const site = z.object({ id: z.uuid(), slug: z.string(), title: z.string() });

/** An access review as lists give it. */
export const campaignSummaryShape = z.object({
  id: z.uuid(),
  name: z.string(),
  state: z.enum(campaignStates),
  /** What is done where nobody answers by `dueAt`. */
  silence: z.enum(campaignSilences),
  dueAt: at,
  createdBy: personShape,
  createdAt: at,
  closedAt: at.nullable(),
  counts: z.object({ sites: z.int(), waiting: z.int(), answered: z.int(), silent: z.int(), gone: z.int() }),
  /** Of those, the Sites that whoever reads this is asked about. */
  mine: z.object({ sites: z.int(), waiting: z.int() }),
});
export type CampaignSummary = z.infer<typeof campaignSummaryShape>;

export const campaignShape = campaignSummaryShape.extend({
  instructions: z.string().nullable(),
  /** The search that chose its Sites, in the words of the list’s URL. */
  query: z.string(),
  /** Sites that the search found and that nobody but owner and admins could open. */
  leftOut: z.int(),
  /** Sites that nobody answers for: the admins do. */
  unasked: z.int(),
  /** Why it could not be started. */
  problem: z.string().nullable(),
  /** Who ended it by hand, and why. */
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
  /** People, groups and workspace entries, by what was decided. */
  entries: z.object({ total: z.int(), certified: z.int(), revoked: z.int() }),
  /** Sites, by what became of them. */
  effects: z.object({ none: z.int(), narrowed: z.int(), closed: z.int(), disabled: z.int() }),
  /** How it begins anew by itself: every so many months, from then on once this one has ended. Null: it does not. */
  repeats: z.object({ months: z.int(), nextAt: at, endedAt: at.nullable(), endedBy: z.string().nullable(), endReason: z.string().nullable() }).nullable(),
  /** The one that it repeats, and the one that repeats it. */
  former: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  next: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  actions: z.object({ close: step, cancel: step, evidence: step, endRepetition: step }),
});
export type CampaignDetail = z.infer<typeof campaignShape>;

/** One Site of an access review. Names are as they were then. */
export const campaignItemShape = z.object({
  site,
  /** Who is asked, and as what; null: the admins are. */
  reviewer: z.object({ id: z.uuid(), name: z.string(), why: z.enum(answererReasons) }).nullable(),
  state: z.enum(campaignItemStates),
  answeredAt: at.nullable(),
  answeredBy: z.string().nullable(),
  note: z.string().nullable(),
  /** What the answer or the silence did to the Site. */
  effect: z.enum(campaignEffects).nullable(),
  effectNote: z.string().nullable(),
  /** Who could open it, by what is recommended, and how many of them were revoked. */
  entries: z.object({ total: z.int(), certify: z.int(), look: z.int(), revoke: z.int(), revoked: z.int() }),
});
export type CampaignItemView = z.infer<typeof campaignItemShape>;

export const campaignItemDetailShape = campaignItemShape.extend({
  campaign: campaignSummaryShape,
  instructions: z.string().nullable(),
  /** The Site as it is now. */
  now: z.object({
    state: z.enum(siteStates),
    classification: z.enum(classifications),
    department: z.string().nullable(),
    purpose: z.string().nullable(),
    owner: z.string().nullable(),
    sources: z.array(z.string()),
    lastVisitedAt: at.nullable(),
    audience: z.enum(audienceModes),
    drift: z.enum(driftKinds),
  }),
  answer: step,
});
export type CampaignItemDetail = z.infer<typeof campaignItemDetailShape>;

/** Who can open a Site: a person, a group, or, with neither, the whole workspace. */
export const campaignEntryShape = z.object({
  id: z.uuid(),
  personId: z.uuid().nullable(),
  groupId: z.uuid().nullable(),
  name: z.string(),
  email: z.string().nullable(),
  recommendation: z.enum(recommendations),
  reasons: z.array(z.string()),
  verdict: z.enum(campaignVerdicts).nullable(),
});
export type CampaignEntryView = z.infer<typeof campaignEntryShape>;
