import { z } from 'zod';
import { type Operation } from '@/lib/domain/permissions';
import { judge, judgeOnSite, roleStandings, siteStandings, type SiteRelations } from '@/lib/domain/verdict';
import { lifecycleRefusal, siteActions, type SiteAction } from '@/lib/domain/lifecycle';
import { longestExpiry } from '@/lib/domain/settings';
import { completeness, conditionsOf, missingFields, type SiteFacts } from '@/lib/domain/site';
import type { Reader } from '@/lib/db/client';
import { readSiteEnforcement } from '@/lib/enforcement/enforcement-row';
import { notFound } from '@/lib/gate/command';
import { query } from '@/lib/gate/query';
import { readSettings } from '@/lib/settings/get-settings';
import type { Subject } from '@/lib/domain/verdict';
import { readSiteRelations, siteInclude, toSiteFacts, type SiteRow } from './load-site';
import { readSchedule } from './read-schedule';
import { readSiteRecord } from './site-record';
import type { SiteDetail } from './site-shape';
import { visibleSites } from './visible-sites';

export type { SiteDetail };

/** One Site, by id or slug, as far as the reader may see it. */
export const getSite = query({
  name: 'site.get',
  input: z.strictObject({ siteId: z.string().max(100) }),
  // Whether this Site may be seen hangs on the Site; anybody signed in may ask.
  may: (actor) => judge('site.list', roleStandings(actor)),
  visible: visibleSites,
  load: async ({ prisma }, { siteId }, visible, { actor, now }) => {
    const byId = z.uuid().safeParse(siteId).success;
    const rows = byId
      ? await prisma.$queryRaw<{ id: string }[]>`SELECT i.site_id::text AS id FROM site_index i WHERE i.site_id = ${siteId}::uuid AND ${visible.condition}`
      : await prisma.$queryRaw<{ id: string }[]>`SELECT s.id::text FROM site s JOIN site_index i ON i.site_id = s.id WHERE s.slug = ${siteId} AND ${visible.condition}`;
    const [found] = rows;
    return found === undefined ? null : readSite(prisma, found.id, actor, now);
  },
});

/** Reads a Site that is known to be visible: the summary for everyone, the record for those with a part in it. */
export async function readSite(db: Reader, siteId: string, actor: Subject, now: Date): Promise<SiteDetail> {
  const row = await db.site.findUnique({ where: { id: siteId }, include: siteInclude });
  if (row === null) throw notFound();
  const site = toSiteFacts(row);
  const relations = await readSiteRelations(db, row, actor);
  const { settings } = await readSettings(db);
  const facts = {
    ...site,
    ownerId: row.ownerId,
    departmentId: row.departmentId,
    audience: row.audience,
    ownerActive: site.owner?.active ?? false,
    sensitivities: site.dataSources.map(({ sensitivity }) => sensitivity),
  };
  const missing = missingFields(facts);
  const mayRecord = judge('site.get_record', siteStandings(actor, relations)).allowed;
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    state: row.state,
    audience: row.audience,
    observedAudience: row.observedMode,
    drift: row.drift,
    classification: row.classification,
    owner: site.owner,
    department: site.department,
    expiresAt: iso(row.expiresAt),
    reviewDueAt: iso(row.reviewDueAt),
    lastReviewedAt: iso(row.lastReviewedAt),
    lastVisitedAt: iso(row.lastVisitedAt),
    officialSince: iso(row.officialSince),
    dataSources: site.dataSources,
    tags: row.tags,
    attestationAskedAt: iso(row.attestationAskedAt),
    conditions: conditionsOf(facts, settings, now),
    completeness: completeness(missing),
    missing,
    projectId: row.projectId,
    url: row.liveUrl ?? row.expectedUrl,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    revision: row.revision,
    description: row.description,
    purpose: row.purpose,
    uses: site.uses,
    builtAt: iso(row.builtAt),
    ...(await readSchedule(db, site, settings, now)),
    renewableUntil: longestExpiry(settings, row.classification, now).toISOString(),
    actions: actionsOf(site, actor, relations),
    enforcement: await readSiteEnforcement(db, row.id, mayRecord, now),
    record: mayRecord ? await readSiteRecord(db, row satisfies SiteRow, site) : null,
  };
}

const operationOf: Record<SiteAction, Operation> = {
  edit: 'site.edit',
  transfer: 'site.transfer',
  assign_owner: 'site.assign_owner',
  name_successor: 'site.name_successor',
  renew: 'site.renew',
  narrow: 'site.narrow',
  request_widening: 'site.request_widening',
  apply_widening: 'request.decide_widening',
  disable: 'site.disable',
  enable: 'site.enable',
  review: 'site.review',
  ask_attestation: 'site.ask_attestation',
  set_legal_hold: 'site.set_legal_hold',
  keep: 'site.keep',
  answer_succession: 'site.answer_succession',
  hand_over: 'site.assign_owner',
  quarantine: 'site.release',
  release: 'site.release',
  begin_retirement: 'retirement.begin',
  stop_retirement: 'retirement.stop',
  advance_retirement: 'retirement.settle',
  note_fallback: 'site.note_fallback',
};

/** What the reader can do now: the table of permissions first, then the lifecycle; each no with its reason. */
function actionsOf(site: SiteFacts, actor: Subject, relations: SiteRelations): SiteDetail['actions'] {
  const entries = siteActions.map((action) => {
    const verdict = judgeOnSite(operationOf[action], actor, relations);
    const reason = verdict.allowed ? lifecycleRefusal(site.state, action) : verdict.reason;
    return [action, { allowed: reason === null, reason }] as const;
  });
  return Object.fromEntries(entries) as SiteDetail['actions'];
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
