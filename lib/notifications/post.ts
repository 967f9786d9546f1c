import { createTransport } from 'nodemailer';
import { consoleAddress, readPostEnv, type PostEnv } from '@/lib/env';
import type { Letter } from './letter';

export type Sending = { mailId: string; to: { name: string; address: string }; letter: Letter };

/** The way e-mail leaves. */
export type Post = {
  /** Where the console is: what links begin with. */
  address: string;
  /** Resolves once the server has taken it over; rejects otherwise. Null: there is no mail server, and nothing leaves. */
  send: ((sending: Sending) => Promise<void>) | null;
  close: () => void;
};

/** A server that says nothing for so long has failed. It must be well below `sendingMinutes`. */
const silenceMs = 20_000;

/** The post as the environment sets it. */
export function openPost(settings: PostEnv = readPostEnv(process.env), { timeoutMs = silenceMs }: { timeoutMs?: number } = {}): Post {
  const { mail } = settings;
  const address = consoleAddress(settings);
  if (mail === undefined) return { address, send: null, close: () => undefined };
  const transport = createTransport(withTimeouts(mail.smtpUrl, timeoutMs));
  const domain = new URL(address).hostname;
  return {
    address,
    send: async ({ mailId, to, letter }) => {
      await transport.sendMail({
        ...letter,
        from: mail.from,
        to,
        // The same e-mail has the same id however often it is sent, so that a second one is recognised.
        messageId: `<${mailId}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
    close: () => transport.close(),
  };
}

/** nodemailer takes options from an address alone, or not at all. What the operator wrote there stays. */
function withTimeouts(smtpUrl: string, timeoutMs: number): string {
  const url = new URL(smtpUrl);
  for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout', 'dnsTimeout']) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(timeoutMs));
  }
  return url.href;
}

/** Whether the trouble is with the server as a whole, so that there is no use in trying the next e-mail now. */
export function isServerTrouble(error: unknown): boolean {
  const { command, responseCode } = error as { command?: unknown; responseCode?: unknown };
  // 421 (RFC 5321): the server is about to go.
  return typeof responseCode !== 'number' || responseCode === 421 || !['RCPT TO', 'DATA'].includes(String(command));
}
