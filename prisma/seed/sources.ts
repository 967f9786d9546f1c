import type { Tx } from '@/lib/db/client';
import type { Sensitivity, SourceMode } from '@/lib/domain/classification';

type Source = { key: string; name: string; sensitivity: Sensitivity; mode: SourceMode };

/** The systems that the demo workspace has connected, with its plugin matrix. */
const sources = [
  { key: 'snowflake', name: 'Snowflake', sensitivity: 'customer', mode: 'read_only' },
  { key: 'databricks_genie', name: 'Databricks Genie', sensitivity: 'financial', mode: 'read_only' },
  { key: 'hex', name: 'Hex', sensitivity: 'internal', mode: 'read_only' },
  { key: 'tableau', name: 'Tableau', sensitivity: 'internal', mode: 'read_only' },
  { key: 'salesforce', name: 'Salesforce', sensitivity: 'customer', mode: 'confirmation_required' },
  { key: 'hubspot', name: 'HubSpot', sensitivity: 'customer', mode: 'confirmation_required' },
  { key: 'slack', name: 'Slack', sensitivity: 'internal', mode: 'write_capable' },
  { key: 'outreach', name: 'Outreach', sensitivity: 'customer', mode: 'confirmation_required' },
  { key: 'clay', name: 'Clay', sensitivity: 'public', mode: 'read_only' },
  { key: 'rox', name: 'Rox', sensitivity: 'customer', mode: 'forbidden' },
  { key: 'actively', name: 'Actively', sensitivity: 'customer', mode: 'read_only' },
  { key: 'workday', name: 'Workday', sensitivity: 'employee', mode: 'read_only' },
  { key: 'netsuite', name: 'NetSuite', sensitivity: 'financial', mode: 'read_only' },
  { key: 'github', name: 'GitHub', sensitivity: 'production', mode: 'confirmation_required' },
] as const satisfies readonly Source[];

export type SourceKey = (typeof sources)[number]['key'];

/** Adds the data sources and tells their ids by key. */
export async function insertSources(tx: Tx, createdAt: Date): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.dataSource.createManyAndReturn({
    data: sources.map((source) => ({ ...source, createdAt })),
    select: { id: true, key: true },
  });
  return new Map(rows.map(({ key, id }) => [key, id]));
}
