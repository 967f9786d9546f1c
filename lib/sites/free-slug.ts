import type { Tx } from '@/lib/db/client';
import { toSlug } from '@/lib/domain/register-site';

/** A slug made of `text` that no Site has yet: the plain one, else with the next free number. */
export async function freeSlug(tx: Tx, text: string): Promise<string> {
  const base = toSlug(text);
  // Two people who register the same title take turns, instead of one of them meeting the unique key.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`slug:${base}`}, 0))`;
  const taken = await tx.site.findMany({ where: { slug: { startsWith: base } }, select: { slug: true } });
  const known = new Set(taken.map(({ slug }) => slug));
  if (!known.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const candidate = `${base}-${number}`;
    if (!known.has(candidate)) return candidate;
  }
}
