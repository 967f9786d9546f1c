import { addYears } from 'date-fns';
import { database, type Database } from '@/lib/db/client';
import { hashToken } from '@/lib/gate/actor';
import { nothingHere, problemResponse } from '@/lib/gate/http';
import { publicAddress } from '@/lib/gate/origin';
import { ProblemError } from '@/lib/gate/problem';
import { countAttempt } from '@/lib/gate/rate-limit';
import { correlationIdOf } from '@/lib/gate/resolve-actor';
import { readWaitingSites } from '@/lib/notifications/read-waiting-sites';
import { readSettings } from '@/lib/settings/get-settings';
import { secretOf } from './calendar-path';
import { writeCalendar } from './write-calendar';

/** Programs ask as often as they like; we note it once an hour. */
const noteEveryMs = 60 * 60 * 1000;
/** A calendar looks as far ahead as anybody can renew. */
const yearsAhead = 10;

/** GET of somebody's calendar. The address is the key to it: unknown and revoked ones look the same, and guessing is limited. */
export async function calendarRoute(request: Request, context: { params: Promise<{ file: string }> }): Promise<Response> {
  const now = new Date();
  try {
    const person = await findPerson(database(), (await context.params).file, now);
    if (person === null) {
      await countAttempt('wrong-token', request.headers);
      return nothingHere(request);
    }
    const { settings } = await readSettings(database().prisma);
    const sites = await readWaitingSites(database().prisma, [person.id], addYears(now, yearsAhead));
    return new Response(writeCalendar(sites, settings, { name: `Siteward: Sites of ${person.name}`, address: publicAddress(request.headers), now }), {
      headers: { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'private, max-age=900', 'content-disposition': 'inline; filename="siteward.ics"' },
    });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return problemResponse(error, correlationIdOf(request.headers));
  }
}

async function findPerson({ prisma }: Database, file: string, now: Date): Promise<{ id: string; name: string } | null> {
  const secret = secretOf(file);
  if (secret === null) return null;
  const feed = await prisma.calendarFeed.findUnique({ where: { hash: hashToken(secret) }, include: { person: true } });
  if (feed === null || feed.person.deactivatedAt !== null) return null;
  if (feed.lastReadAt === null || feed.lastReadAt.getTime() < now.getTime() - noteEveryMs) {
    await prisma.calendarFeed.updateMany({ where: { personId: feed.personId, hash: feed.hash }, data: { lastReadAt: now } });
  }
  return { id: feed.person.id, name: feed.person.name };
}
