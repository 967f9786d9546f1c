import { z } from 'zod';
import type { Operation } from '@/lib/gate/http';
import { runQuery } from '@/lib/gate/query';
import { checkPolicy as check, policyCheckShape } from '@/lib/policies/check-policy';
import { archivePolicy as archive } from '@/lib/policies/commands/archive-policy';
import { changePolicy as change } from '@/lib/policies/commands/change-policy';
import { createPolicy as create } from '@/lib/policies/commands/create-policy';
import { importPolicies as importFile } from '@/lib/policies/commands/import-policies';
import { restorePolicy as restore } from '@/lib/policies/commands/restore-policy';
import { startSimulation as start } from '@/lib/policies/commands/start-simulation';
import { stopSimulation as stop } from '@/lib/policies/commands/stop-simulation';
import { exportPolicies as exportFile } from '@/lib/policies/export-policies';
import { getPolicy as get } from '@/lib/policies/get-policy';
import { getSimulation as getOne, listSimulations as listAll } from '@/lib/policies/get-simulation';
import { listPolicies as list } from '@/lib/policies/list-policies';
import { policyFileReportShape } from '@/lib/policies/plan-policy-file';
import { policyDetailShape, policyListShape, savedPolicyShape } from '@/lib/policies/policy-shape';
import { simulationListShape, simulationShape } from '@/lib/policies/simulation-shape';
import { changes, reads } from '../operation';

const tag = 'Policies';

export const listPolicies = reads({ id: 'listPolicies', method: 'GET', path: '/policies', tag, summary: 'List the policies, or the archived ones' }, list, policyListShape);
export const getPolicy = reads({ id: 'getPolicy', method: 'GET', path: '/policies/{policyId}', tag, summary: 'A policy by id or key, with all its versions' }, get, policyDetailShape);
export const createPolicy = changes({ id: 'createPolicy', method: 'POST', path: '/policies', tag, summary: 'Add a policy; what its writer should know stands in the notes', status: 201 }, create, savedPolicyShape);
export const changePolicy = changes({ id: 'changePolicy', method: 'PUT', path: '/policies/{policyId}', tag, summary: 'Write the next version of a policy, whole' }, change, savedPolicyShape);
export const archivePolicy = changes({ id: 'archivePolicy', method: 'POST', path: '/policies/{policyId}/archive', tag, summary: 'Put a policy away: it is no longer asked' }, archive, savedPolicyShape);
export const restorePolicy = changes(
  { id: 'restorePolicy', method: 'POST', path: '/policies/{policyId}/restore', tag, summary: 'Make an earlier version the newest, or bring an archived policy back' },
  restore,
  savedPolicyShape,
);
export const checkPolicy = reads({ id: 'checkPolicy', method: 'POST', path: '/policies/check', tag, summary: 'Say what is wrong with a rule, and where in its condition' }, check, policyCheckShape);
export const exportPolicies: Operation = {
  id: 'exportPolicies',
  method: 'GET',
  path: '/policies/export',
  tag,
  summary: 'Export the policies as YAML',
  input: exportFile.input,
  answer: z.string(),
  answers: ['application/yaml'],
  status: 200,
  run: async ({ input, actor }) => {
    const { yaml } = await runQuery(exportFile, input, actor);
    return new Response(yaml, { headers: { 'content-type': 'application/yaml; charset=utf-8', 'content-disposition': 'attachment; filename="siteward-policies.yaml"' } });
  },
};
export const importPolicies = changes(
  { id: 'importPolicies', method: 'POST', path: '/policies/import', tag, summary: 'Apply a YAML file of policies, all of it or nothing; or only say what it would change' },
  importFile,
  policyFileReportShape,
);
export const startPolicySimulation = changes(
  { id: 'startPolicySimulation', method: 'POST', path: '/policies/simulations', tag, summary: 'Try rules out over the last year’s requests and all Sites, in the background', status: 201 },
  start,
  simulationShape,
);
export const listPolicySimulations = reads({ id: 'listPolicySimulations', method: 'GET', path: '/policies/simulations', tag, summary: 'List the last simulations' }, listAll, simulationListShape);
export const getPolicySimulation = reads({ id: 'getPolicySimulation', method: 'GET', path: '/policies/simulations/{simulationId}', tag, summary: 'How far a simulation is, and what it has found' }, getOne, simulationShape);
export const stopPolicySimulation = changes({ id: 'stopPolicySimulation', method: 'POST', path: '/policies/simulations/{simulationId}/stop', tag, summary: 'Give a simulation up' }, stop, simulationShape);
