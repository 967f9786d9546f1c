import { z } from 'zod';
import { handoverAnswers } from '@/lib/domain/handover';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { handoverItemShape, type HandoverItemView } from './handover-shape';
import { visibleHandovers } from './read-handovers';

const { sql } = Prisma;

export const handoverItemListShape = z.object({ items: z.array(handoverItemShape), next: z.string().nullable() });
type Row = { id: string; slug: string; title: string; state: HandoverItemView['site']['state']; classification: HandoverItemView['site']['classification']; expiresAt: Date | null; lastVisitedAt: Date | null; why: string; answer: HandoverItemView['answer']; answeredAt: Date | null; key: string };

/** The Sites of a handover by title. */
export const listHandoverItems = query({
  name: 'handover.get',
  input: z.strictObject({ handoverId: z.uuid(), answer: z.enum(handoverAnswers).optional(), ...pageSchema }),
  may: (actor) => judge('handover.list', roleStandings(actor)),
  visible: visibleHandovers,
  load: async ({ prisma }, { limit, cursor: cursorText, ...search }, visible): Promise<{ items: HandoverItemView[]; next: string | null } | null> => {
    const handover = await prisma.handover.findFirst({ where: { AND: [{ id: search.handoverId }, visible] }, select: { id: true, toId: true } });
    if (handover === null) return null;
    const binding = cursorBinding('handover-items', search);
    const cursor = readCursor(cursorText, binding, ['text', 'uuid']);
    const beyond = cursor === null ? Prisma.empty : sql`AND (lower(title), id) > (${String(cursor.keys[0])}::text, ${String(cursor.keys[1])}::uuid)`;
    const ofAnswer = search.answer === undefined ? Prisma.empty : sql`AND answer = ${search.answer}`;
    // As in the counts: what was given away or retired by another way no longer waits.
    const rows = await prisma.$queryRaw<Row[]>`
      SELECT id::text, slug, title, state, classification, expires_at AS "expiresAt", last_visited_at AS "lastVisitedAt", why, answer, answered_at AS "answeredAt", lower(title) AS key FROM (
        SELECT s.id, s.slug, s.title, s.state, s.classification, s.expires_at, s.last_visited_at, i.why, i.answered_at,
               CASE WHEN i.answer <> 'waiting' THEN i.answer::text WHEN s.owner_id IS DISTINCT FROM ${handover.toId}::uuid THEN 'reassigned' WHEN s.state IN ('retiring', 'retired') THEN 'retiring' ELSE 'waiting' END AS answer
          FROM handover_item i JOIN site s ON s.id = i.site_id WHERE i.handover_id = ${handover.id}::uuid
      ) item WHERE TRUE ${ofAnswer} ${beyond} ORDER BY lower(title), id LIMIT ${limit + 1}`;
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return { items: shown.map(toView), next: rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.key, last.id], backward: false }) : null };
  },
});

function toView({ id, slug, title, state, classification, expiresAt, lastVisitedAt, why, answer, answeredAt }: Row): HandoverItemView {
  return {
    site: { id, slug, title, state, classification, expiresAt: expiresAt?.toISOString() ?? null, lastVisitedAt: lastVisitedAt?.toISOString() ?? null },
    why,
    answer,
    answeredAt: answeredAt?.toISOString() ?? null,
  };
}
