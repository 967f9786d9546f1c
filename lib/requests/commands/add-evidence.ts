import { addEvidence as add } from '@/lib/domain/add-evidence';
import { addEvidenceInput } from '@/lib/domain/request-inputs';
import { judgeOnRequest } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { readRequest } from '../get-request';
import { lockRequest } from '../load-request';
import { beginPlan, evidenceOf } from '../plan-request';
import { resolveEvidence } from '../resolve-evidence';
import { reviseEvidence } from '../write';

/** Adds evidence to a request that waits, or replaces what there is of the kind. */
export const addEvidence = command({
  name: 'request.add_evidence',
  input: addEvidenceInput,
  load: async (tx, { requestId, evidence }, context) => {
    const loaded = await lockRequest(tx, requestId, context);
    if (loaded === null) return null;
    return { ...loaded, ...(await resolveEvidence(tx, loaded.site.id, [evidence], evidenceOf(loaded.request), context, () => 'evidence')) };
  },
  may: (actor, { requestRelations }) => judgeOnRequest('request.add_evidence', actor, requestRelations),
  decide: (loaded, input) => {
    const added = loaded.evidence.at(-1);
    if (added === undefined) throw new TypeError('evidence was given, and none is there');
    return loaded.problem ?? add(loaded, loaded.evidence, added, input.revision);
  },
  save: async (tx, { site, request, evidence }, { proposal }, { actor, now }) => {
    await reviseEvidence(tx, request, proposal);
    if (request.kind === 'widening' && request.state === 'pending') {
      await beginPlan(tx, { ...request, proposal: { ...request.proposal, evidence }, siteId: site.id, ownerId: site.owner?.id ?? null }, now);
    }
    return readRequest(tx, request.id, actor, now);
  },
});
