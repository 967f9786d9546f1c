import { onRequest, reject } from './api-case-kinds';
import type { Case } from './api-walk';

/** The record of a request that a reviewer has rejected. */
export function onRecord(): Case {
  const walked = onRequest('request.get_record', 'GET', '/record');
  return {
    ...walked,
    prepare: async (world, cast, subject) => {
      const prepared = await walked.prepare(world, cast, subject);
      const decided = await world.call(prepared.path.replace(/record$/, 'decide'), { method: 'POST', token: cast.reviewer.token, body: { ...reject, revision: 1 } });
      if (decided.status !== 200) throw new Error(`The request was not decided: ${JSON.stringify(decided.body)}`);
      return prepared;
    },
  };
}
