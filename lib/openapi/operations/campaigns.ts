import { z } from 'zod';
import { campaignItemDetailShape, campaignShape } from '@/lib/campaigns/campaign-shape';
import { answerCampaign as answer, campaignAnswersShape } from '@/lib/campaigns/commands/answer-campaign';
import { cancelCampaign as cancel } from '@/lib/campaigns/commands/cancel-campaign';
import { closeCampaign as close } from '@/lib/campaigns/commands/close-campaign';
import { endRepetition } from '@/lib/campaigns/commands/end-repetition';
import { startCampaign as start } from '@/lib/campaigns/commands/start-campaign';
import { exportCampaign as exportEvidence } from '@/lib/campaigns/export-campaign';
import { getCampaign as get } from '@/lib/campaigns/get-campaign';
import { getCampaignItem as getItem } from '@/lib/campaigns/get-campaign-item';
import { campaignEntryListShape, listCampaignEntries as entries } from '@/lib/campaigns/list-campaign-entries';
import { campaignItemListShape, listCampaignItems as items } from '@/lib/campaigns/list-campaign-items';
import { campaignListShape, listCampaigns as list } from '@/lib/campaigns/list-campaigns';
import { campaignPreviewShape, previewCampaign as preview } from '@/lib/campaigns/preview-campaign';
import type { Operation } from '@/lib/gate/http';
import { runQuery } from '@/lib/gate/query';
import { textStream } from '@/lib/gate/text-stream';
import { changes, reads } from '../operation';

const tag = 'Access reviews';

export const listCampaigns = reads({ id: 'listCampaigns', method: 'GET', path: '/campaigns', tag, summary: 'List access reviews, newest first' }, list, campaignListShape);
export const previewCampaign = reads({ id: 'previewCampaign', method: 'GET', path: '/campaigns/preview', tag, summary: 'See what an access review over a filter would ask' }, preview, campaignPreviewShape);
export const startCampaign = changes({ id: 'startCampaign', method: 'POST', path: '/campaigns', tag, summary: 'Start an access review', status: 201 }, start, campaignShape);
export const getCampaign = reads({ id: 'getCampaign', method: 'GET', path: '/campaigns/{campaignId}', tag, summary: 'Get an access review' }, get, campaignShape);
export const listCampaignItems = reads({ id: 'listCampaignItems', method: 'GET', path: '/campaigns/{campaignId}/sites', tag, summary: 'List the Sites of an access review' }, items, campaignItemListShape);
export const getCampaignItem = reads({ id: 'getCampaignItem', method: 'GET', path: '/campaigns/{campaignId}/sites/{siteId}', tag, summary: 'Get one Site of an access review' }, getItem, campaignItemDetailShape);
export const listCampaignEntries = reads(
  { id: 'listCampaignEntries', method: 'GET', path: '/campaigns/{campaignId}/sites/{siteId}/entries', tag, summary: 'List who could open a Site when its access review began' },
  entries,
  campaignEntryListShape,
);
export const answerCampaign = changes(
  { id: 'answerCampaign', method: 'POST', path: '/campaigns/{campaignId}/answers', tag, summary: 'Keep or revoke who can open Sites of an access review' },
  answer,
  campaignAnswersShape,
);
export const closeCampaign = changes({ id: 'closeCampaign', method: 'POST', path: '/campaigns/{campaignId}/close', tag, summary: 'Close an access review before its date' }, close, campaignShape);
export const cancelCampaign = changes({ id: 'cancelCampaign', method: 'POST', path: '/campaigns/{campaignId}/cancel', tag, summary: 'Give an access review up' }, cancel, campaignShape);
export const endCampaignRepetition = changes(
  { id: 'endCampaignRepetition', method: 'POST', path: '/campaigns/{campaignId}/end-repetition', tag, summary: 'Keep an access review from beginning anew by itself' },
  endRepetition,
  campaignShape,
);
export const exportCampaign: Operation = {
  id: 'exportCampaign',
  method: 'GET',
  path: '/campaigns/{campaignId}/evidence',
  tag,
  summary: 'Export the evidence of an access review as JSON or CSV',
  input: exportEvidence.input,
  answer: z.string(),
  answers: ['application/json', 'text/csv'],
  status: 200,
  run: async ({ input, actor }) => {
    const { format, chunks } = await runQuery(exportEvidence, input, actor);
    return textStream(chunks, format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json', `siteward-access-review.${format}`);
  },
};
