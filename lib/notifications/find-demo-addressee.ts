import { z } from 'zod';
import { env } from '@/lib/env';
import { database } from '@/lib/db/client';

const base = 'http://siteward.invalid';

/** Whether a path of ours was followed from an e-mail, as its letter says. */
export function comesByMail(path: string): boolean {
  return new URL(path, base).searchParams.get('from') === 'mail';
}

/**
 * To whom the e-mail went whose link leads to this path: the demo offers their account first. Only there, where everybody
 * may be everybody: elsewhere a link tells a visitor nothing about whom it was for.
 */
export async function findDemoAddressee(path: string): Promise<{ email: string; name: string } | null> {
  const id = z.uuid().safeParse(new URL(path, base).searchParams.get('digest'));
  if (!env().demo || !id.success) return null;
  const digest = await database().prisma.notification.findUnique({ where: { id: id.data }, select: { person: { select: { email: true, name: true, deactivatedAt: true } } } });
  return digest === null || digest.person.deactivatedAt !== null ? null : { email: digest.person.email, name: digest.person.name };
}
