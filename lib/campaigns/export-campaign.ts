import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { neutralCell } from '@/lib/domain/csv-cell';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { PrismaClient } from '@/lib/db/generated/client';
import { query } from '@/lib/gate/query';
import type { CampaignDetail } from './campaign-shape';
import { readCampaign } from './get-campaign';
import { readEvidence, type EvidenceSite } from './read-evidence';
import { visibleCampaigns } from './visible-campaigns';

const csvColumns = [
  'review', 'review_id', 'review_state', 'due_at', 'silence', 'site', 'site_slug', 'site_id', 'asked', 'asked_as', 'state', 'answered_by', 'answered_at', 'note', 'effect', 'effect_note',
  'kind', 'name', 'email', 'id', 'recommendation', 'reasons', 'verdict',
] as const;

/** The evidence of an access review as a stream: each Site with everybody who could open it, what was advised and what was decided. */
export const exportCampaign = query({
  name: 'campaign.get_evidence',
  input: z.strictObject({ campaignId: z.uuid(), format: z.enum(['json', 'csv']).default('json') }),
  may: (actor) => judge('campaign.get_evidence', roleStandings(actor)),
  visible: visibleCampaigns,
  load: async ({ prisma }, { campaignId, format }, visible, { actor }) => {
    const found = await prisma.campaign.findFirst({ where: { AND: [{ id: campaignId }, visible.campaigns] }, select: { id: true } });
    if (found === null) return null;
    const campaign = await readCampaign(prisma, campaignId, actor);
    return { format, chunks: format === 'csv' ? csvChunks(prisma, campaign) : jsonChunks(prisma, campaign) };
  },
});

async function* jsonChunks(db: PrismaClient, { actions: _actions, mine: _mine, ...campaign }: CampaignDetail): AsyncGenerator<string> {
  yield `{"review":${JSON.stringify(campaign)},"sites":[`;
  let separator = '';
  for await (const sites of readEvidence(db, campaign.id)) {
    yield `${separator}${sites.map((site) => JSON.stringify(site)).join(',\n')}`;
    separator = ',\n';
  }
  yield ']}\n';
}

async function* csvChunks(db: PrismaClient, campaign: CampaignDetail): AsyncGenerator<string> {
  yield `\ufeff${csvLines([csvColumns])}`;
  for await (const sites of readEvidence(db, campaign.id)) yield csvLines(sites.flatMap((site) => linesOf(campaign, site)));
}

function linesOf({ id, name, state, dueAt, silence }: CampaignDetail, { site, reviewer, entries, ...item }: EvidenceSite): unknown[][] {
  const head = [
    name, id, state, dueAt, silence, site.title, site.slug, site.id, reviewer?.name ?? 'admins', reviewer?.why, item.state, item.answeredBy, item.answeredAt, item.note, item.effect, item.effectNote,
  ];
  return entries.map((entry) => [
    ...head,
    entry.personId !== null ? 'person' : entry.groupId !== null ? 'group' : 'workspace',
    entry.name, entry.email, entry.personId ?? entry.groupId, entry.recommendation, entry.reasons.join(' '), entry.verdict,
  ]);
}

function csvLines(rows: readonly (readonly unknown[])[]): string {
  return stringify(rows.map((row) => row.map((cell) => neutralCell(String(cell ?? '')))), { record_delimiter: '\r\n' });
}
