import { z } from 'zod';
import { allowed, hidden, judge, roleStandings } from '@/lib/domain/verdict';
import { refuse, type Refusal } from '@/lib/domain/refusal';
import type { DomainEvent } from '@/lib/domain/events';
import { command } from '@/lib/gate/command';

/** Makes a token useless at once. */
export const revokeToken = command({
  name: 'token.revoke',
  input: z.strictObject({ tokenId: z.uuid() }),
  load: async (tx, { tokenId }) => {
    await tx.$queryRaw`SELECT 1 FROM api_token WHERE id = ${tokenId}::uuid FOR UPDATE`;
    return tx.apiToken.findUnique({ where: { id: tokenId } });
  },
  may: (actor, token) => {
    if (token.personId === actor.personId) return judge('token.revoke', roleStandings(actor));
    return judge('token.create_for_other', roleStandings(actor)).allowed ? allowed : hidden;
  },
  decide: (token): { events: DomainEvent[] } | Refusal =>
    token.revokedAt !== null
      ? refuse('conflict', 'This token is revoked already.')
      : { events: [{ type: 'token.revoked', subject: { kind: 'token', id: token.id, name: token.name } }] },
  save: async (tx, { id }, _outcome, { now }) => {
    await tx.apiToken.update({ where: { id }, data: { revokedAt: now } });
    return { id, revokedAt: now.toISOString() };
  },
});
