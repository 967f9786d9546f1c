import { z } from 'zod';
import { digestContentSchema, digestItems, digestTitle, nothingWaiting, type DigestItem } from '@/lib/domain/digest';
import { messageSchema, notificationKinds, type NotificationKind } from '@/lib/domain/notification';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { readSettings } from '@/lib/settings/get-settings';
import { readWaiting } from './read-waiting';

const { sql } = Prisma;
const at = z.iso.datetime();

const inboxItemShape = z.object({
  id: z.uuid(),
  kind: z.enum(notificationKinds),
  title: z.string(),
  lines: z.array(z.string()),
  action: messageSchema.shape.action,
  /** For a digest: what of it waits still, as the records say now. */
  waiting: z
    .object({
      told: z.int(),
      left: z.int(),
      /** Sites of it that can be renewed. */
      renewals: z.int(),
      first: z.array(z.object({ title: z.string(), href: z.string(), lines: z.array(z.string()) })),
    })
    .nullable(),
  createdAt: at,
  readAt: at.nullable(),
});
export type InboxItem = z.infer<typeof inboxItemShape>;
export const inboxShape = z.object({ items: z.array(inboxItemShape), unread: z.int(), next: z.string().nullable() });

/** So many things of a digest are spelled out in the inbox. */
const shown = 10;

type Row = { id: string; kind: NotificationKind; title: string; content: unknown; createdAt: Date; readAt: Date | null };

/** One's messages: the unread first, of each kind the newest first. */
export const listInbox = query({
  name: 'inbox.list',
  input: z.strictObject({ ...pageSchema, limit: pageSchema.limit.default(20) }),
  may: (actor) => judge('inbox.list', roleStandings(actor)),
  visible: ({ personId }) => personId,
  load: async ({ prisma }, { limit, cursor: cursorText }, personId, { actor, now }) => {
    if (personId === null) return { items: [], unread: 0, next: null };
    const binding = cursorBinding('inbox', personId);
    const cursor = readCursor(cursorText, binding, ['whole', 'instant', 'uuid']);
    const [isRead, createdAt, id] = cursor?.keys ?? [];
    const beyond = cursor === null ? sql`TRUE` : sql`((read_at IS NOT NULL)::int, -extract(epoch FROM created_at), id) > (${Number(isRead)}::int, -extract(epoch FROM ${String(createdAt)}::timestamptz), ${String(id)}::uuid)`;
    const rows = await prisma.$queryRaw<Row[]>`
      SELECT id::text, kind::text, title, content, created_at AS "createdAt", read_at AS "readAt" FROM notification
       WHERE person_id = ${personId}::uuid AND ${beyond}
       ORDER BY (read_at IS NOT NULL)::int, -extract(epoch FROM created_at), id LIMIT ${limit + 1}`;
    const page = rows.slice(0, limit);
    const hasDigest = page.some(({ kind }) => kind === 'digest');
    const { settings } = await readSettings(prisma);
    const waiting = hasDigest ? await readWaiting(prisma, [{ id: personId, roles: actor.roles }], { settings, now }) : null;
    const live = digestItems(waiting?.get(personId) ?? nothingWaiting, settings, now);
    const last = page.at(-1);
    return {
      items: page.map((row) => toItem(row, live)),
      unread: await prisma.notification.count({ where: { personId, readAt: null } }),
      next: rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.readAt === null ? 0 : 1, last.createdAt.toISOString(), last.id], backward: false }) : null,
    };
  },
});

function toItem({ id, kind, title, content, createdAt, readAt }: Row, live: readonly DigestItem[]): InboxItem {
  const common = { id, kind, createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null };
  if (kind !== 'digest') return { ...common, title, ...messageSchema.parse(content), waiting: null };
  const { told } = digestContentSchema.parse(content);
  const left = live.filter(({ key }) => key in told);
  const renewals = left.filter(({ renews }) => renews !== null).length;
  const first = left.slice(0, shown).map(({ title: name, href, asks, effects }) => ({ title: name, href, lines: [...asks, ...effects.map(({ text }) => text)] }));
  return {
    ...common,
    title: left.length === 0 ? 'All of this was done' : digestTitle(left),
    lines: [],
    action: renewals === 0 ? null : { label: renewals === 1 ? 'Renew 1 Site' : `Renew ${renewals.toLocaleString('en-US')} Sites`, href: `/renew?digest=${id}` },
    waiting: { told: Object.keys(told).length, left: left.length, renewals, first },
  };
}
