import { Agent, request as send, type IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/** Kept open, as a browser and a proxy keep theirs: what is measured is the answer, not the handshake. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export interface Call {
  url: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string | Readable;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Calls and reads the answer to its end; with `discard`, lets go of it piece by piece. Any status but 2xx throws. */
export function call({ url, method = 'GET', headers = {}, body }: Call, { discard = false } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = send(url, { method, headers, agent }, (response) => {
      const status = response.statusCode ?? 0;
      const fine = status >= 200 && status < 300;
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => void ((!discard || !fine) && pieces.push(piece)));
      response.once('error', reject);
      response.once('end', () => {
        const whole = Buffer.concat(pieces);
        if (fine) resolve({ status, headers: response.headers, body: whole });
        else reject(new Error(`${method} ${new URL(url).pathname}${new URL(url).search.slice(0, 200)} answered ${status}: ${whole.toString('utf8', 0, 300)}`));
      });
    });
    request.once('error', reject);
    if (body === undefined || typeof body === 'string') request.end(body);
    else body.once('error', reject).pipe(request);
  });
}

export async function callJson<Value>(what: Call): Promise<Value> {
  return JSON.parse((await call(what)).body.toString('utf8')) as Value;
}

/** How long one call takes, in milliseconds. */
export async function timeCall(what: Call, options?: { discard?: boolean }): Promise<number> {
  const begin = performance.now();
  await call(what, options);
  return performance.now() - begin;
}

/** How long each call takes, one after the other, in milliseconds. */
export async function timeEach(calls: readonly Call[]): Promise<number[]> {
  const times: number[] = [];
  for (const one of calls) times.push(await timeCall(one));
  return times;
}

/** Answers a second, with so many connections that each ask again as soon as they are answered. */
export async function throughput(what: Call, { connections, seconds }: { connections: number; seconds: number }): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let answers = 0;
  const loop = async (): Promise<void> => {
    while (performance.now() < end) {
      await call(what);
      answers += 1;
    }
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: connections }, loop));
  return answers / ((performance.now() - begin) / 1000);
}
