import { z } from 'zod';
import { eventTypes, type EventType } from '@/lib/domain/events';
import { toReplacement } from '@/lib/domain/replacement-link';
import { textToPost } from '@/lib/domain/retirement-words';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { readTimeline } from '@/lib/audit/read-timeline';
import type { Reader } from '@/lib/db/client';
import { notFound } from '@/lib/gate/command';
import { query } from '@/lib/gate/query';
import { loadSites } from '@/lib/sites/load-site';
import { iso, summaryInclude, toSummary } from './retirement-row';
import type { RetirementView } from './retirement-shape';
import { peopleToTell } from './tell-people';
import { visibleRetirements } from './visible-retirements';

/** The latest retirement of a Site: the one that is under way, else the last one. */
export const getRetirement = query({
  name: 'retirement.get',
  input: z.strictObject({ siteId: z.uuid() }),
  // Whether this one may be seen hangs on the Site; anybody signed in may ask.
  may: (actor) => judge('site.list', roleStandings(actor)),
  visible: visibleRetirements,
  load: async ({ prisma }, { siteId }, visible) => {
    const found = await prisma.site.findFirst({ where: { AND: [{ id: siteId, retirements: { some: {} } }, visible] }, select: { id: true } });
    return found === null ? null : readRetirement(prisma, found.id);
  },
});

const stepTypes: readonly EventType[] = [
  'site.retirement_begun', 'site.retirement_closed', 'site.retirement_held', 'site.retirement_resumed', 'site.retirement_stopped',
  'site.export_decided', 'site.secret_listed', 'site.secret_revoked', 'site.deletion_begun', 'site.retired', 'site.disabled',
];

/** Reads the latest retirement of a Site that is known to be visible. */
export async function readRetirement(db: Reader, siteId: string): Promise<RetirementView> {
  const row = await db.retirement.findFirst({ where: { siteId }, include: summaryInclude, orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { beganAt: 'desc' }] });
  if (row === null) throw notFound();
  const deletion = await db.enforcement.findFirst({ where: { siteId, aspect: 'existence', requestedAt: { gte: row.beganAt }, state: { not: 'superseded' } }, orderBy: { requestedAt: 'desc' }, select: { state: true } });
  const timeline = await readTimeline(db, siteId);
  return {
    ...toSummary(row),
    beganFrom: row.beganFrom as RetirementView['beganFrom'],
    replacement: toReplacement(row.graduatedInto, row.graduatedSite?.slug ?? null),
    exports: row.exports.map(({ kind, name, state, location, checksum, waiver, decidedBy, decidedAt }) => ({ kind, name, state, location, checksum, waiver, decidedBy, decidedAt: iso(decidedAt) })),
    secrets: row.secrets.map(({ key, powered, note, revokedBy, revokedAt }) => ({ key, powered, note, revokedBy, revokedAt: iso(revokedAt) })),
    deletion: deletion?.state ?? null,
    steps: timeline
      .filter(({ at, type }) => new Date(at) >= row.beganAt && (row.endedAt === null || new Date(at) <= row.endedAt) && (stepTypes as readonly string[]).includes(type))
      .map(({ at, type, actor, reason }) => ({ at, what: eventTypes[type as EventType], by: actor.name, reason }))
      .reverse(),
    textToPost: row.state === 'notice' ? await postOf(db, row) : null,
    revision: row.revision,
  };
}

async function postOf(db: Reader, { siteId, reason, graduatedInto, closesAt, deletesAt }: { siteId: string; reason: string; graduatedInto: string | null; closesAt: Date; deletesAt: Date }): Promise<string | null> {
  const site = (await loadSites(db, [siteId], { personId: null, roles: [] })).get(siteId)?.site;
  if (site === undefined || (await peopleToTell(db, site)) !== null) return null;
  return textToPost(site, { state: 'notice', reason, graduatedInto, closesAt, deletesAt });
}
