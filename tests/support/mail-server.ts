import { SMTPServer } from 'smtp-server';
import { findFreePort } from '@/scripts/support/embedded-postgres';

/** An e-mail as the server took it over. */
export type ReceivedMail = { to: string[]; messageId: string; subject: string; source: string };

/** How the server behaves: takes all, is slow to the point of silence, or refuses at a step. */
export type Manner = 'takes' | 'hangs' | { refuses: 'recipient' | 'data' | 'sender'; code: number; whom?: string };

/** A real SMTP server of a test's own. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  manner: Manner = 'takes';
  private server: SMTPServer | undefined;
  private constructor(private readonly port: number) {}

  /** Its address is there before it is: it begins down. */
  static async create(): Promise<MailServer> {
    return new MailServer(await findFreePort());
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      closeTimeout: 1,
      onMailFrom: (_address, _session, done) => this.answer('sender', '', done),
      onRcptTo: ({ address }, _session, done) => this.answer('recipient', address, done),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          if (this.manner === 'takes') this.received.push(toMail(Buffer.concat(chunks).toString('utf8'), to));
          this.answer('data', to[0] ?? '', done);
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.server = server;
  }

  async down(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server !== undefined) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private answer(step: 'recipient' | 'data' | 'sender', address: string, done: (error?: Error) => void): void {
    const { manner } = this;
    if (manner === 'hangs') return; // says nothing more
    const isRefused = typeof manner === 'object' && manner.refuses === step && (manner.whom === undefined || manner.whom === address);
    done(isRefused ? Object.assign(new Error('Not today.'), { responseCode: manner.code }) : undefined);
  }
}

function toMail(source: string, to: string[]): ReceivedMail {
  const header = (name: string): string => new RegExp(`^${name}: (.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(source)?.[1]?.replace(/\r?\n[ \t]/g, ' ') ?? '';
  return { to, messageId: header('Message-ID'), subject: header('Subject'), source };
}
