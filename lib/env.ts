import { isIP } from 'node:net';
import { z } from 'zod';

/** Everything the application is told from outside. Nothing else reads process.env. */
export interface Env {
  /** How the application connects. */
  DATABASE_URL: string;
  /** How migrations connect: the owner of the tables. */
  MIGRATE_DATABASE_URL: string;
  /** The role the application takes on after connecting, so that it can't change the audit log; empty for none. */
  DATABASE_ROLE: string;
  /** Connections that one process holds at most. */
  DATABASE_POOL_SIZE: number;
  PORT: number;
  HOST: string;
  /** The public address; absent: what the request says. */
  APP_URL?: string;
  /** Signs sessions. */
  AUTH_SECRET: string;
  /** The sign-in provider; absent only in the demo. */
  oidc?: { issuer: string; clientId: string; clientSecret: string };
  /** Where e-mail goes; absent: it is kept in the outbox and goes nowhere. */
  mail?: { smtpUrl: string; from: string };
  LOG_LEVEL: LogLevel;
  /** Hosts, addresses and CIDR ranges of one's own network that webhooks may go to, by http too. */
  WEBHOOK_ALLOW_PRIVATE: readonly string[];
  /** Whether this is the embedded demo: only then do demo accounts exist. */
  demo: boolean;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof logLevels)[number];
type Source = Record<string, string | undefined>;

const postgresUrl = z.string().refine((text) => /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text), {
  error: 'must be a PostgreSQL address, such as postgresql://siteward:password@db.example.com:5432/siteward.',
});
const webUrl = z.string().refine((text) => /^https?:\/\/./.test(text) && URL.canParse(text), {
  error: 'must be an address that begins with https:// or http://.',
});
const smtpUrl = z.string().refine((text) => /^smtps?:\/\/./.test(text) && URL.canParse(text), {
  error: 'must be the address of a mail server, such as smtps://user:password@mail.example.com.',
});
const sender = z.string().regex(/^[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/, {
  error: 'must be an e-mail address, such as Siteward <siteward@example.com>.',
});
const wholeNumber = (least: number, most: number) =>
  z.string().refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, {
    error: `must be a whole number from ${least} to ${most}.`,
  }).transform(Number);

const hostOrRange = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0) return bits === undefined && /^[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?$/.test(address) && !/^[\d.]+$/.test(address);
  return rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)));
};
const hostsAndRanges = z
  .string()
  .transform((text) => text.toLowerCase().split(/[\s,]+/).filter((each) => each !== ''))
  .refine((each) => each.every(hostOrRange), { error: 'must be a list of hosts, addresses and CIDR ranges, such as hooks.corp.example, 10.20.0.0/16.' });

/** What links and e-mail need: workers ask for it without the rest. */
const postShape = {
  PORT: wholeNumber(1, 65_535).default(3000),
  HOST: z.string().optional(),
  APP_URL: webUrl.optional(),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: sender.optional(),
};
const shape = {
  ...postShape,
  MIGRATE_DATABASE_URL: postgresUrl.optional(),
  DATABASE_ROLE: z.string().regex(/^[a-z_][a-z0-9_]*$/, { error: 'must be the name of a PostgreSQL role, or empty.' }).or(z.literal('')).default('siteward_app'),
  DATABASE_POOL_SIZE: wholeNumber(1, 500).default(10),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}.` }).default('info'),
  WEBHOOK_ALLOW_PRIVATE: hostsAndRanges.default([]),
  SITEWARD_EMBEDDED: z.string().optional(),
};

const required = (why: string) => z.string({ error: `is missing. ${why}` });
const schema = z.object({
  ...shape,
  DATABASE_URL: required('Set it to your PostgreSQL, or start with `npm start`, which brings its own.').pipe(postgresUrl),
  AUTH_SECRET: required('Set it to at least 32 random characters, such as `openssl rand -base64 32` prints.').pipe(
    z.string().min(32, { error: 'must have at least 32 characters, such as `openssl rand -base64 32` prints.' }),
  ),
  OIDC_ISSUER: required('Set it to the address of your sign-in provider.').pipe(webUrl),
  OIDC_CLIENT_ID: required('Set it to the client id that your sign-in provider gave you.'),
  OIDC_CLIENT_SECRET: required('Set it to the client secret that your sign-in provider gave you.'),
});
const demoSchema = schema.extend({
  OIDC_ISSUER: webUrl.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
});

/**
 * Reads the settings. Throws when some are missing or wrong; the message has one line for each, which names the
 * variable and says what to do.
 */
export function readEnv(source: Source): Env {
  const given = givenOf(source);
  const demo = given.SITEWARD_EMBEDDED !== undefined;
  if (demo && given.DATABASE_URL !== undefined && hostOf(given.DATABASE_URL) !== '127.0.0.1') {
    throw new Error('SITEWARD_EMBEDDED is set by `npm start` for its own database. Remove it: demo accounts have no place on yours.');
  }
  const parsed = parse(demo ? demoSchema : schema, given);
  const { HOST, APP_URL, MIGRATE_DATABASE_URL, SMTP_URL, MAIL_FROM, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, SITEWARD_EMBEDDED: _, ...rest } = parsed;
  return {
    ...rest,
    MIGRATE_DATABASE_URL: MIGRATE_DATABASE_URL ?? rest.DATABASE_URL,
    ...postOf({ PORT: rest.PORT, HOST, APP_URL, SMTP_URL, MAIL_FROM }, demo),
    ...(OIDC_ISSUER !== undefined &&
      OIDC_CLIENT_ID !== undefined &&
      OIDC_CLIENT_SECRET !== undefined && {
        oidc: { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET },
      }),
    demo,
  };
}

export type PostEnv = Pick<Env, 'PORT' | 'HOST' | 'APP_URL' | 'mail'>;

/** As `readEnv`, of what links and e-mail need alone. */
export function readPostEnv(source: Source): PostEnv {
  const given = givenOf(source);
  return postOf(parse(z.object(postShape), given), given.SITEWARD_EMBEDDED !== undefined);
}

type Post = { [Name in 'HOST' | 'APP_URL' | 'SMTP_URL' | 'MAIL_FROM']?: string | undefined } & { PORT: number };

function postOf({ PORT, HOST, APP_URL, SMTP_URL, MAIL_FROM }: Post, demo: boolean): PostEnv {
  if (SMTP_URL !== undefined) {
    const missing = [
      ...(MAIL_FROM === undefined ? ['MAIL_FROM is missing. Set it to the address that e-mail comes from.'] : []),
      ...(APP_URL === undefined ? ['APP_URL is missing. Links in e-mail begin with it.'] : []),
    ];
    if (missing.length > 0) throw new Error(missing.join('\n'));
  }
  return {
    PORT,
    // One click signs in to the demo, so it stays on this machine unless asked otherwise.
    HOST: HOST ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    ...(APP_URL !== undefined && { APP_URL: APP_URL.replace(/\/+$/, '') }),
    ...(SMTP_URL !== undefined && MAIL_FROM !== undefined && { mail: { smtpUrl: SMTP_URL, from: MAIL_FROM } }),
  };
}

/** DATABASE_ROLE may be empty on purpose; everywhere else an empty variable is one that was not set. */
function givenOf(source: Source): Source {
  return Object.fromEntries(Object.entries(source).filter(([name, value]) => value !== '' || name === 'DATABASE_ROLE'));
}

function parse<Schema extends z.ZodType>(schemaOf: Schema, given: Source): z.output<Schema> {
  const parsed = schemaOf.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'));
}

let settings: Env | undefined;

/** The settings of this process, read at the first call. */
export function env(): Env {
  settings ??= readEnv(process.env);
  return settings;
}

/** Where the console is, for those who are told of it outside of a request: what links begin with. */
export function consoleAddress({ APP_URL, HOST, PORT }: Pick<Env, 'APP_URL' | 'HOST' | 'PORT'>): string {
  return APP_URL ?? `http://${HOST === '0.0.0.0' ? 'localhost' : HOST}:${PORT}`;
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
