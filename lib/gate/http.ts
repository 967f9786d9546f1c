import { cookies } from 'next/headers';
import type { z } from 'zod';
import { isUnreachable } from '@/lib/db/is-unreachable';
import { violatedConstraint } from '@/lib/db/transaction';
import { log } from '@/lib/log';
import type { Actor } from './actor';
import { bodyLimits, readJson } from './http-body';
import { ProblemError, toProblem } from './problem';
import { actorOfRequest, correlationIdOf } from './resolve-actor';
import { requireStorable } from './storable';

/** What an operation gets of a request, besides who makes it. */
export type Call = {
  request: Request;
  actor: Actor;
  /** Path parameters, query parameters of reads and the JSON body of changes, as one object. */
  input: Record<string, unknown>;
  idempotencyKey: string | undefined;
};

/** One operation of the API: what the document says of it, and what runs. */
export type Operation = {
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As OpenAPI writes it: `/sites/{siteId}`. */
  path: string;
  tag: string;
  summary: string;
  input: z.ZodObject;
  answer: z.ZodType;
  status: 200 | 201;
  /** Bodies that `run` reads itself, by media type; absent: JSON. */
  media?: Record<string, z.ZodType>;
  /** Media types of an answer that is not JSON. */
  answers?: string[];
  /** Whether a problem of this operation can be told before anybody is known. */
  run: (call: Call) => Promise<unknown>;
};

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

/** The thin skin over an operation: actor, input, answer, problem+json. */
export function http(operation: Operation): (request: Request, context: RouteContext) => Promise<Response> {
  return async (request, context) => {
    const requestId = correlationIdOf(request.headers);
    const started = performance.now();
    let response: Response;
    try {
      const actor = await actorOfRequest(request, await cookies(), operation.method !== 'GET');
      const call: Call = {
        request,
        actor: { ...actor, correlationId: requestId },
        input: await readInput(operation, request, await context.params),
        idempotencyKey: readIdempotencyKey(operation, request),
      };
      const answer = await operation.run(call);
      response = answer instanceof Response ? answer : json(answer, operation.status);
    } catch (error) {
      response = problemResponse(asProblem(error, request, requestId), requestId);
    }
    response.headers.set('x-request-id', requestId);
    // A stream forbids transforming too, and says so itself.
    if (response.headers.get('cache-control')?.includes('no-store') !== true) response.headers.set('cache-control', 'no-store');
    log.info({ requestId, operation: operation.id, status: response.status, ms: Math.round(performance.now() - started) }, 'request');
    return response;
  };
}

async function readInput(operation: Operation, request: Request, params: Awaited<RouteContext['params']>): Promise<Record<string, unknown>> {
  const search = new URL(request.url).searchParams;
  const named: Record<string, unknown> = {};
  requireStorable(params);
  requireStorable(Object.fromEntries(search));
  for (const key of new Set(search.keys())) {
    const values = search.getAll(key);
    if (values.length > 1) throw new ProblemError('invalid', `${key}: Give it once, with commas between values.`, [{ path: key, message: 'Give it once, with commas between values.' }]);
    named[key] = values[0];
  }
  if (operation.method === 'GET' || operation.media !== undefined) return { ...named, ...params };
  const [stray] = Object.keys(named);
  if (stray !== undefined) throw new ProblemError('invalid', `${stray}: Send this in the body.`, [{ path: stray, message: 'Send this in the body.' }]);
  const body = await readJson(request, bodyLimits.json);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new ProblemError('invalid', 'The body has to be a JSON object.');
  requireStorable(body);
  const ifMatch = readIfMatch(request);
  return { ...body, ...(ifMatch === undefined ? {} : { revision: ifMatch }), ...params };
}

/** The revision of `If-Match: "7"` (RFC 9110); `*` asks for nothing more than that the thing is there. */
function readIfMatch(request: Request): number | undefined {
  const header = request.headers.get('if-match');
  if (header === null || header.trim() === '*') return undefined;
  const revision = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (revision === undefined) {
    throw new ProblemError('invalid', 'If-Match: Send back the ETag that was handed out, such as "7".', [{ path: 'If-Match', message: 'Not an ETag of ours.' }]);
  }
  return Number(revision);
}

function readIdempotencyKey(operation: Operation, request: Request): string | undefined {
  const key = request.headers.get('idempotency-key');
  if (key === null || operation.method !== 'POST') return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new ProblemError('invalid', 'Idempotency-Key: Use 1 to 255 visible characters.', [{ path: 'Idempotency-Key', message: 'Use 1 to 255 visible characters.' }]);
  }
  return key;
}

function json(answer: unknown, status: number): Response {
  const revision = (answer as { revision?: unknown } | null)?.revision;
  return Response.json(answer, { status, headers: typeof revision === 'number' ? { etag: `"${revision}"` } : {} });
}

function asProblem(error: unknown, request: Request, requestId: string): ProblemError {
  if (error instanceof ProblemError) {
    // The caller's own condition failed: RFC 9110 has an answer of its own for that.
    const conditional = error.kind === 'stale' && request.headers.has('if-match');
    return conditional ? new ProblemError('precondition-failed', error.message, error.errors, error.details) : error;
  }
  return unexpected(error, requestId);
}

/** What nobody foresaw: logged whole, told without its inside. */
export function unexpected(error: unknown, requestId: string): ProblemError {
  const constraint = violatedConstraint(error);
  if (constraint !== null) {
    log.warn({ requestId, constraint }, 'a constraint refused a change');
    return new ProblemError('conflict', 'Somebody else did the same a moment ago, or a rule of the record forbids it. Look again, then repeat.');
  }
  log.error({ requestId, err: error }, 'unexpected error');
  return isUnreachable(error)
    ? new ProblemError('unavailable', 'The database is not reachable just now. Nothing was changed; try again in a moment.')
    : new ProblemError('internal', `Something went wrong on our side. Nothing was changed. Tell your admin the request id ${requestId}.`);
}

/** What the API answers where it has nothing. */
export function nothingHere(request: Request): Response {
  return problemResponse(new ProblemError('not-found', 'There is no such operation. /api/v1/openapi.json lists them all.'), correlationIdOf(request.headers));
}

export function problemResponse(error: ProblemError, requestId: string): Response {
  const problem = toProblem(error, requestId);
  return Response.json(problem, {
    status: problem.status,
    headers: { ...error.headers, 'content-type': 'application/problem+json', 'x-request-id': requestId, 'cache-control': 'no-store' },
  });
}
