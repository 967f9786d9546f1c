import { counted, digestTitle, type DigestItem } from '@/lib/domain/digest';
import type { Message } from '@/lib/domain/notification';
import { toLetter, type Block, type Letter } from './letter';

/** More than this nobody reads in an e-mail; the console has them all. */
const shown = 50;

/** What a person is told in one e-mail: what waits for them, and what else happened. */
export type Told = {
  name: string;
  digest: { notificationId: string; items: readonly DigestItem[] } | null;
  messages: readonly { title: string; message: Message }[];
};

/** Writes the e-mail. `address` is where the console is, such as https://siteward.example.com. */
export function writeLetter({ name, digest, messages }: Told, address: string): Letter {
  const [only] = messages;
  const blocks: Block[] = [
    ...(digest === null ? [] : digestBlocks(digest, address)),
    ...messages.flatMap(({ title, message }) => messageBlocks(title, message, address)),
    { kind: 'paragraph', text: `This went to ${name} alone, and its links ask for a sign-in. How and how often you are told: ${address}/settings/notifications` },
  ];
  const subject = digest !== null ? digestTitle(digest.items) : messages.length === 1 ? (only?.title ?? '') : `${counted(messages.length, 'message')} from Siteward`;
  return toLetter(subject, blocks);
}

function digestBlocks({ notificationId, items }: NonNullable<Told['digest']>, address: string): Block[] {
  const renewals = items.filter(({ renews }) => renews !== null).length;
  const left = items.length - shown;
  return [
    { kind: 'heading', text: digestTitle(items) },
    { kind: 'paragraph', text: 'What happens first stands at the top, with what happens if nobody does anything.' },
    ...(renewals === 0
      ? []
      : [{ kind: 'button', label: `Renew ${counted(renewals, 'Site')}`, href: `${address}${renewalPath(notificationId)}` } satisfies Block]),
    {
      kind: 'list',
      items: items.slice(0, shown).map(({ title, href, asks, effects }) => ({ title, href: `${address}${href}`, lines: [...asks, ...effects.map(({ text }) => text)] })),
    },
    ...(left > 0 ? [{ kind: 'button', label: `See the other ${left.toLocaleString('en-US')}`, href: `${address}/inbox?from=mail` } satisfies Block] : []),
  ];
}

/** Where the Sites of a digest that still wait stand ready to be renewed. `from=mail`: sign-in takes the shortest way. */
function renewalPath(notificationId: string): string {
  return `/renew?digest=${notificationId}&from=mail`;
}

function messageBlocks(title: string, { lines, action }: Message, address: string): Block[] {
  return [
    { kind: 'heading', text: title },
    ...lines.map((text) => ({ kind: 'paragraph', text }) satisfies Block),
    ...(action === null ? [] : [{ kind: 'button', label: action.label, href: `${address}${action.href}` } satisfies Block]),
  ];
}
