import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { Prisma } from '@/lib/db/generated/client';
import type { Database } from '@/lib/db/client';
import type { Actor } from '@/lib/gate/actor';
import { query } from '@/lib/gate/query';
import { visibleSites, type SiteVisibility } from '@/lib/sites/visible-sites';
import { admissionOf } from './admission';
import { changeStream, type StreamOptions } from './change-stream';
import { listener } from './listen';

/** A stream is let in anew once an hour, so that it does not outlast what let it in. */
const longestSeconds = 3600;

/** Changes of the Sites that somebody may see, as they happen. */
export const watchSites = query({
  name: 'site.list',
  input: z.strictObject({
    seconds: z.coerce
      .number({ error: `Give a whole number from 0 to ${longestSeconds}.` })
      .int('Give a whole number.')
      .min(0, 'At least 0.')
      .max(longestSeconds, `At most ${longestSeconds} at a time.`)
      .default(longestSeconds),
  }),
  may: (actor) => judge('site.list', roleStandings(actor)),
  visible: visibleSites,
  load: (db, { seconds }, visible, { actor }) => streamFor(db, actor, visible, { listener: listener(), lastsMs: seconds * 1000 }),
});

type Transport = Pick<StreamOptions, 'listener' | 'lastsMs' | 'pace'>;

/** The stream of one actor: of Sites those that are visible, of bulk actions those that `bulk.get` opens to them. */
export async function streamFor(db: Database, actor: Actor, visible: SiteVisibility, transport: Transport): Promise<ReadableStream<Uint8Array>> {
  const seesEveryBulk = judge('bulk.get', roleStandings(actor)).allowed;
  const isOwnBulk = ownBulks(db, actor.personId);
  return changeStream({
    ...transport,
    visibleIds: (ids) => (visible.everything ? Promise.resolve(ids) : idsAmong(db, ids, visible)),
    seesBulk: (id) => (seesEveryBulk ? Promise.resolve(true) : isOwnBulk(id)),
    isAdmitted: await admissionOf(db.prisma, actor),
  });
}

async function idsAmong({ prisma }: Database, ids: string[], visible: SiteVisibility): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>(
    Prisma.sql`SELECT i.site_id::text AS id FROM site_index i WHERE i.site_id = ANY (${ids}::uuid[]) AND ${visible.condition}`,
  );
  return rows.map(({ id }) => id);
}

/** Whether a bulk action is somebody's own; asked of the database once for each, since its actor never changes. */
function ownBulks({ prisma }: Database, personId: string | null): (id: string) => Promise<boolean> {
  const known = new Map<string, boolean>();
  return async (id) => {
    const told = known.get(id);
    if (told !== undefined) return told;
    const bulk = await prisma.bulkAction.findUnique({ where: { id }, select: { actorId: true } });
    const isOwn = bulk !== null && bulk.actorId === personId;
    if (known.size > 1000) known.clear();
    known.set(id, isOwn);
    return isOwn;
  };
}
