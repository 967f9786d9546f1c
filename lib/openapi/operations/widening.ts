import { z } from 'zod';
import { attachmentLimits } from '@/lib/domain/attachment';
import type { Operation } from '@/lib/gate/http';
import { readBody } from '@/lib/gate/http-body';
import { runCommand } from '@/lib/gate/command';
import { runQuery } from '@/lib/gate/query';
import { addAttachment as attach } from '@/lib/requests/commands/add-attachment';
import { discardDraft as discard } from '@/lib/requests/commands/discard-draft';
import { endDelegation as end } from '@/lib/requests/commands/end-delegation';
import { saveDraft as save } from '@/lib/requests/commands/save-draft';
import { setDelegation as set } from '@/lib/requests/commands/set-delegation';
import { FileContent } from '@/lib/requests/file-content';
import { fileResponse } from '@/lib/requests/file-response';
import { getAttachment as download } from '@/lib/requests/get-attachment';
import { draftShape, getDraft as draft } from '@/lib/requests/get-draft';
import { delegationListShape, delegationShape, listDelegations as list } from '@/lib/requests/list-delegations';
import { wideningPreviewShape } from '@/lib/requests/plan-shape';
import { previewWidening as preview } from '@/lib/requests/preview-widening';
import { changes, reads } from '../operation';

const tag = 'Requests';
const attachmentShape = z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), size: z.int(), digest: z.string() });

export const previewWidening = reads(
  { id: 'previewWidening', method: 'POST', path: '/sites/{siteId}/widening/preview', tag, summary: 'What a widening would mean, before it is asked for' },
  preview,
  wideningPreviewShape,
);
export const getWideningDraft = reads(
  { id: 'getWideningDraft', method: 'GET', path: '/sites/{siteId}/widening/draft', tag, summary: 'One’s own draft of a widening' },
  draft,
  draftShape,
);
export const saveWideningDraft = changes(
  { id: 'saveWideningDraft', method: 'PUT', path: '/sites/{siteId}/widening/draft', tag, summary: 'Keep one’s own draft of a widening' },
  save,
  draftShape,
);
export const discardWideningDraft = changes(
  { id: 'discardWideningDraft', method: 'DELETE', path: '/sites/{siteId}/widening/draft', tag, summary: 'Give up one’s own draft of a widening' },
  discard,
  draftShape,
);

/** The body is the file itself. What the client says of its type is not listened to: the content says it. */
export const addAttachment: Operation = {
  id: 'addAttachment',
  method: 'POST',
  path: '/sites/{siteId}/attachments',
  tag,
  summary: 'Upload a file that backs evidence: PDF, PNG, JPEG, WebP, text, CSV or JSON, at most 5 MB',
  input: z.object({ siteId: z.uuid(), name: z.string() }),
  media: { 'application/octet-stream': z.string() },
  answer: attachmentShape,
  status: 201,
  run: async ({ request, input, actor, idempotencyKey }) => {
    const content = new FileContent(await readBody(request, attachmentLimits.bytes));
    return runCommand(attach, { ...input, content }, actor, { idempotencyKey });
  },
};
export const getAttachment: Operation = {
  id: 'getAttachment',
  method: 'GET',
  path: '/attachments/{attachmentId}',
  tag,
  summary: 'Download a file that backs evidence',
  input: download.input,
  answer: z.string(),
  answers: ['application/octet-stream'],
  status: 200,
  run: async ({ input, actor }) => fileResponse(await runQuery(download, input, actor)),
};

export const listDelegations = reads({ id: 'listDelegations', method: 'GET', path: '/delegations', tag, summary: 'Who decides in whose place' }, list, delegationListShape);
export const setDelegation = changes(
  { id: 'setDelegation', method: 'POST', path: '/delegations', tag, summary: 'Let somebody decide in one’s place for a while', status: 201 },
  set,
  delegationShape,
);
export const endDelegation = changes(
  { id: 'endDelegation', method: 'POST', path: '/delegations/{delegationId}/end', tag, summary: 'End a delegation before its time' },
  end,
  delegationShape,
);
