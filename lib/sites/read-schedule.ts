import { addDays } from 'date-fns';
import type { Settings } from '@/lib/domain/settings';
import type { SiteFacts } from '@/lib/domain/site';
import { quietSince, scheduleOf, type LifecycleFacts, type ScheduledStep } from '@/lib/domain/sweep';
import type { Reader } from '@/lib/db/client';
import { toLifecycleFacts } from '@/lib/lifecycle/read-lifecycle-facts';
import type { SiteDetail } from './site-shape';

/** What will happen to a Site if nobody does anything, and whether somebody is asked if it is still needed. */
export async function readSchedule(db: Reader, site: SiteFacts, settings: Settings, now: Date): Promise<Pick<SiteDetail, 'schedule' | 'inactivity'>> {
  const since = quietSince(site);
  const asked = since === null ? null : await readInactivity(db, site.id);
  const underWay = { retirement: site.state === 'retiring' ? await readRetirement(db, site.id) : null, fallsBackAt: await readFallingBack(db, site) };
  const steps = scheduleOf(toLifecycleFacts(site, asked), settings, underWay);
  // While a legal hold stands, nothing is deleted, whatever the plan says.
  const stays = (step: ScheduledStep): boolean => site.legalHold === null || step.step !== 'deleted';
  const isUnvisited = since !== null && addDays(since, settings.inactiveDays[site.classification]) <= now;
  const isAsked = since !== null && asked !== null && asked.askedAt > since;
  return {
    schedule: steps.filter(stays).map(({ step, at }) => ({ step, at: at.toISOString() })),
    inactivity:
      isUnvisited || isAsked
        ? { since: since.toISOString(), askedAt: isAsked ? asked.askedAt.toISOString() : null, answerBy: isAsked ? asked.dueAt.toISOString() : null }
        : null,
  };
}

/** The latest question whether the Site is still needed. */
async function readInactivity(db: Reader, siteId: string): Promise<LifecycleFacts['inactivity']> {
  const row = await db.reminder.findFirst({ where: { siteId, kind: 'inactivity' }, orderBy: { madeAt: 'desc' }, select: { madeAt: true, dueAt: true } });
  return row === null ? null : { askedAt: row.madeAt, dueAt: row.dueAt };
}

/** When the widening that is under way ends by itself; null where none is, or where nobody is let in by one any more. */
async function readFallingBack(db: Reader, site: SiteFacts): Promise<Date | null> {
  if (site.audience.mode === 'admins_only' || site.state === 'retired') return null;
  return (await db.audienceTerm.findFirst({ where: { siteId: site.id, state: 'active' }, select: { endsAt: true } }))?.endsAt ?? null;
}

async function readRetirement(db: Reader, siteId: string): Promise<{ closesAt: Date; deletesAt: Date; isClosed: boolean } | null> {
  const row = await db.retirement.findFirst({ where: { siteId, endedAt: null }, orderBy: { beganAt: 'desc' }, select: { closesAt: true, deletesAt: true, closedAt: true } });
  return row === null ? null : { closesAt: row.closesAt, deletesAt: row.deletesAt, isClosed: row.closedAt !== null };
}
