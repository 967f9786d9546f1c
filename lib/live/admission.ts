import type { Reader } from '@/lib/db/client';
import type { Actor } from '@/lib/gate/actor';

/**
 * Answers a question to ask again and again while a stream is open: may this actor still be here? No, once the person
 * was deactivated, their sessions were ended (new roles end them too), or their token was revoked or has expired.
 */
export async function admissionOf(db: Reader, { personId, tokenId }: Actor): Promise<() => Promise<boolean>> {
  const versionNow = async (): Promise<number | null> => {
    if (personId === null) return 0;
    const person = await db.person.findUnique({ where: { id: personId }, select: { sessionVersion: true, deactivatedAt: true } });
    return person === null || person.deactivatedAt !== null ? null : person.sessionVersion;
  };
  const isTokenGood = async (): Promise<boolean> => {
    if (tokenId === null) return true;
    const token = await db.apiToken.findUnique({ where: { id: tokenId }, select: { revokedAt: true, expiresAt: true } });
    return token !== null && token.revokedAt === null && token.expiresAt > new Date();
  };
  const version = await versionNow();
  return async () => version !== null && (await versionNow()) === version && (await isTokenGood());
}
