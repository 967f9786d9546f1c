import { digestItems, digestTitle, nothingWaiting, toldBy, withoutTold } from '@/lib/domain/digest';
import { messageSchema, type NotificationKind } from '@/lib/domain/notification';
import type { Role } from '@/lib/domain/permissions';
import type { Settings } from '@/lib/domain/settings';
import type { Reader } from '@/lib/db/client';
import type { Letter } from './letter';
import { readWaiting } from './read-waiting';
import type { Digest } from './write';
import { writeLetter } from './write-letter';

/** An e-mail that waits, with what it tells. */
export type MailRow = {
  id: string;
  notificationId: string;
  attempts: number;
  nextAttemptAt: Date;
  sentWithId: string | null;
  kind: NotificationKind;
  title: string;
  content: unknown;
  createdAt: Date;
};

type Recipient = { id: string; name: string; roles: readonly Role[] };
type Told = Pick<MailRow, 'notificationId' | 'kind' | 'title' | 'content' | 'createdAt'>;

/**
 * Writes the e-mail that tells these, a digest by what the records say now. Its new content comes along; null: nothing
 * is left of it, or there is none among them.
 */
export async function readLetter(
  db: Reader,
  { person, mails }: { person: Recipient; mails: readonly Told[] },
  { settings, now, address }: { settings: Settings; now: Date; address: string },
): Promise<{ letter: Letter; digest: Omit<Digest, 'personId'> | null }> {
  const digest = mails.find(({ kind }) => kind === 'digest');
  const waiting = digest === undefined ? null : await readWaiting(db, [person], { settings, now });
  const items = digestItems(withoutTold(waiting?.get(person.id) ?? nothingWaiting, digest?.createdAt ?? now), settings, now);
  const messages = mails.filter(({ kind }) => kind !== 'digest').map(({ title, content }) => ({ title, message: messageSchema.parse(content) }));
  const letter = writeLetter({ name: person.name, digest: digest === undefined ? null : { notificationId: digest.notificationId, items }, messages }, address);
  return { letter, digest: items.length === 0 ? null : { title: digestTitle(items), content: toldBy(items) } };
}
