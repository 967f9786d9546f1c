import { retirementLines } from '@/lib/domain/retirement-words';
import type { NewRetirement } from '@/lib/domain/retirement';
import type { SiteFacts } from '@/lib/domain/site';
import { audienceOf } from '@/lib/domain/site-decisions';
import type { Tx } from '@/lib/db/client';
import { notify, type Notice } from '@/lib/notifications/write';
import { resolveAudience } from '@/lib/people/resolve-audience';

/**
 * The most people who are written to one by one. Beyond it, and for a Site that the whole workspace can open, the owner
 * gets words to post instead: a message to everybody helps nobody, and whoever opens the Site’s page here reads it there.
 */
const writtenToAtMost = 2_000;
/** Notices in one statement, and in memory. */
const batchSize = 500;

/** How many people a retirement writes to, or null where it is too many and the owner posts a text. */
export async function peopleToTell(db: Tx, site: SiteFacts): Promise<string[] | null> {
  if (site.audience.mode === 'workspace_all') return null;
  const { peopleNow } = await resolveAudience(db, audienceOf(site), null);
  return peopleNow.size > writtenToAtMost ? null : [...peopleNow].sort();
}

/** Tells everybody whom the end of Sites concerns, once for each retirement: who uses it, who answers for it. */
export async function tellPeople(tx: Tx, retirements: readonly Told[], { actorId, now }: { actorId: string | null; now: Date }): Promise<void> {
  const waiting: Notice[] = [];
  for (const told of retirements) {
    waiting.push(...(await noticesOf(tx, told, actorId)));
    while (waiting.length >= batchSize) await notify(tx, waiting.splice(0, batchSize), now);
  }
  await notify(tx, waiting, now);
}

type Told = { site: SiteFacts; retirement: NewRetirement; retirementId: string };

async function noticesOf(tx: Tx, { site, retirement, retirementId }: Told, actorId: string | null): Promise<Notice[]> {
  const answering = [site.owner?.id, site.successor?.id].filter((id) => id !== undefined && id !== actorId) as string[];
  // Nobody could open it at the end: there is nobody to tell but those who answer for it.
  const users = retirement.state === 'notice' ? ((await peopleToTell(tx, site)) ?? []).filter((id) => id !== actorId && !answering.includes(id)) : [];
  const occasion = `retirement ${retirementId}`;
  const href = `/sites/${site.slug}`;
  const notice = (personId: string, isUser: boolean): Notice => ({
    personId,
    kind: 'retirement_notice',
    occasion,
    title: retirement.state === 'notice' ? `${site.title} is going to close` : `${site.title} is being retired`,
    message: { lines: retirementLines(site, retirement, isUser), action: { label: isUser ? 'Read more' : 'See the plan', href } },
  });
  return [...answering.map((id) => notice(id, false)), ...users.map((id) => notice(id, true))];
}
