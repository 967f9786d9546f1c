import { z } from 'zod';
import type { Operation } from '@/lib/gate/http';
import { ProblemError } from '@/lib/gate/problem';
import { runQuery } from '@/lib/gate/query';
import { watchSites } from '@/lib/live/watch-sites';

const type = 'text/event-stream';

export const watchSiteChanges: Operation = {
  id: 'watchSiteChanges',
  method: 'GET',
  path: '/sites/changes',
  tag: 'Sites',
  summary: 'Changes as they happen, as server-sent events: `sites` with ids, or `{"many":true}`; `bulk`; `end`',
  input: watchSites.input,
  answer: z.string(),
  answers: [type],
  status: 200,
  run: async ({ request, input, actor }) => {
    // A client that waits for the end of the answer would wait for an hour.
    if (!(request.headers.get('accept') ?? '').includes(type)) {
      throw new ProblemError('invalid', `This answer does not end by itself. Ask for it with “Accept: ${type}”.`, [{ path: 'Accept', message: `Send ${type}.` }]);
    }
    const stream = await runQuery(watchSites, input, actor);
    // Of an answer to HEAD nobody reads the body, and it would wait for a reader.
    if (request.method === 'HEAD') await stream.cancel();
    return new Response(request.method === 'HEAD' ? null : stream, {
      // A cache, a compressor or a proxy on the way would hold back what it should pass on.
      headers: { 'content-type': type, 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' },
    });
  },
};
