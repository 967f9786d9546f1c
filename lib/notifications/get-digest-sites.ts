import { z } from 'zod';
import { digestContentSchema, digestItems, nothingWaiting } from '@/lib/domain/digest';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { readSettings } from '@/lib/settings/get-settings';
import { readWaiting } from './read-waiting';

/** The Sites of one's digest that still wait to be renewed, what closes first at the top. */
export const getDigestSites = query({
  name: 'inbox.list',
  input: z.strictObject({ notificationId: z.uuid() }),
  may: (actor) => judge('inbox.list', roleStandings(actor)),
  visible: ({ personId }) => personId,
  load: async ({ prisma }, { notificationId }, personId, { actor, now }): Promise<{ ids: string[]; createdAt: string } | null> => {
    if (personId === null) return null;
    const digest = await prisma.notification.findFirst({ where: { id: notificationId, personId, kind: 'digest' } });
    if (digest === null) return null;
    const { told } = digestContentSchema.parse(digest.content);
    const { settings } = await readSettings(prisma);
    const waiting = await readWaiting(prisma, [{ id: personId, roles: actor.roles }], { settings, now });
    const live = digestItems(waiting.get(personId) ?? nothingWaiting, settings, now);
    return { ids: live.flatMap(({ key, renews }) => (renews !== null && key in told ? [renews] : [])), createdAt: digest.createdAt.toISOString() };
  },
});
