import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { AddressRefused, resolveTargets, type Resolve, type Target } from './address';

/** Milliseconds for one attempt in all: the name, the connection, the answer. */
const timeoutMs = 10_000;
/** Bytes of an answer that are read, so that the other side can finish a sentence. Nothing of it is kept. */
const answerBytes = 4096;

export type Outcome = {
  /** Null: there was no answer. */
  status: number | null;
  /** What went wrong, in a few words of ours. */
  error: string | null;
  durationMs: number;
  /** What the receiver asked for in `Retry-After`. */
  retryAfterSeconds: number | null;
};
export type Message = { url: string; headers: Record<string, string>; body: string };
export type SendOptions = { allow: readonly string[]; timeoutMs?: number | undefined; resolve?: Resolve | undefined };

/** Posts one message, to a checked address, without following redirects. Never throws: what went wrong is the outcome. */
export async function sendMessage(message: Message, options: SendOptions): Promise<Outcome> {
  const begun = performance.now();
  const deadline = AbortSignal.timeout(options.timeoutMs ?? timeoutMs);
  const answer = await attempt(message, options, deadline).catch((error: unknown) => ({ status: null, error: wordsFor(error, deadline), retryAfterSeconds: null }));
  return { ...answer, durationMs: Math.round(performance.now() - begun) };
}

async function attempt({ url: address, headers, body }: Message, { allow, resolve }: SendOptions, deadline: AbortSignal): Promise<Omit<Outcome, 'durationMs'>> {
  const url = new URL(address);
  const targets = await before(deadline, resolveTargets(url, allow, resolve));
  return new Promise((fulfil, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      agent: false,
      signal: deadline,
      lookup: pinnedTo(targets),
      headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'Siteward-Webhooks/1' },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const status = response.statusCode ?? 0;
      let read = 0;
      response.on('data', (chunk: Buffer) => (read += chunk.length) > answerBytes && response.destroy());
      response.on('error', () => undefined);
      // The status has been said; how the rest ends is of no interest.
      response.on('close', () => fulfil({ status, error: wordsForStatus(status), retryAfterSeconds: secondsOf(response.headers['retry-after']) }));
    });
    request.end(body);
  });
}

/** Answers what was checked, whatever the name would lead to by now. */
function pinnedTo(targets: Target[]): LookupFunction {
  return (_host, options, done) => {
    const [first] = targets;
    if (options.all === true) done(null, targets);
    else done(null, first?.address ?? '', first?.family);
  };
}

/** A look-up can't be called off, only left behind. */
async function before<Result>(deadline: AbortSignal, work: Promise<Result>): Promise<Result> {
  const late = new Promise<never>((_, reject) => deadline.addEventListener('abort', () => reject(deadline.reason as Error), { once: true }));
  return Promise.race([work, late]);
}

function secondsOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,9}$/.test(header) ? Number(header) : null;
}

function wordsForStatus(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'Redirects are not followed.' : `It answered ${status}.`;
}

const words: Record<string, string> = {
  ENOTFOUND: 'The name of the host can’t be found.',
  EAI_AGAIN: 'The name of the host can’t be looked up just now.',
  ECONNREFUSED: 'Nothing listens there.',
  ECONNRESET: 'It closed the connection without an answer.',
  EPIPE: 'It closed the connection without an answer.',
  EHOSTUNREACH: 'The host can’t be reached.',
  ENETUNREACH: 'The host can’t be reached.',
  ETIMEDOUT: 'The host can’t be reached.',
  CERT_HAS_EXPIRED: 'Its certificate has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is not trusted.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Its certificate is not trusted.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Its certificate is not trusted.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another host.',
};

/** What a page says of it: never the error's own text, which may repeat what a stranger sent. */
function wordsFor(error: unknown, deadline: AbortSignal): string {
  if (deadline.aborted) return 'It gave no answer in time.';
  if (error instanceof AddressRefused) return error.message;
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && words[code]) || 'The connection failed.';
}
