import { NIL } from 'uuid';
import { z } from 'zod';
import { judge, roleStandings, type Subject } from '@/lib/domain/verdict';
import type { Prisma } from '@/lib/db/generated/client';
import { query } from '@/lib/gate/query';

const at = z.iso.datetime();
export const tokenView = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  person: z.object({ id: z.uuid(), name: z.string() }),
  scopes: z.array(z.enum(['read', 'write'])),
  createdAt: at,
  expiresAt: at,
  revokedAt: at.nullable(),
  lastUsedAt: at.nullable(),
});
export type TokenView = z.infer<typeof tokenView>;

/** One's own tokens; an admin sees everybody's. Never the token itself: that isn't stored. */
function visibleTokens(subject: Subject): Prisma.ApiTokenWhereInput {
  const all = judge('token.create_for_other', roleStandings(subject)).allowed;
  return all ? {} : { personId: subject.personId ?? NIL };
}

/** API tokens, newest first; the 500 newest are shown. */
export const listTokens = query({
  name: 'token.list',
  input: z.strictObject({}),
  may: (actor) => judge('token.list', roleStandings(actor)),
  visible: visibleTokens,
  load: async ({ prisma }, _input, visible) => {
    const rows = await prisma.apiToken.findMany({
      where: visible,
      include: { person: { select: { id: true, name: true } } },
      orderBy: { createdAt: 'desc' },
      take: 500,
    });
    const items = rows.map(
      (row): TokenView => ({
        id: row.id,
        name: row.name,
        prefix: row.prefix,
        person: row.person,
        scopes: row.scopes,
        createdAt: row.createdAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        revokedAt: row.revokedAt?.toISOString() ?? null,
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      }),
    );
    return { items, next: null };
  },
});
