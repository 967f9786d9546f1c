import type { Tx } from '@/lib/db/client';
import type { Sensitivity, SourceMode } from '@/lib/domain/classification';
import { setSourceConflict } from '@/lib/sources/commands/set-source-conflict';
import { act, type DemoWorld, type Step } from './demo-world';
import { required, type Workforce } from './people';

type Source = { key: string; name: string; sensitivity: Sensitivity; mode: SourceMode; note?: string };

/** The systems that the demo workspace has connected, with its plugin matrix. */
const sources = [
  { key: 'snowflake', name: 'Snowflake', sensitivity: 'customer', mode: 'read_only' },
  { key: 'databricks_genie', name: 'Databricks Genie', sensitivity: 'financial', mode: 'read_only' },
  { key: 'hex', name: 'Hex', sensitivity: 'internal', mode: 'read_only' },
  { key: 'tableau', name: 'Tableau', sensitivity: 'internal', mode: 'read_only' },
  { key: 'salesforce', name: 'Salesforce', sensitivity: 'customer', mode: 'confirmation_required', note: 'Through the read-only connected app wherever that is enough. Writing needs a person who confirms each change.' },
  { key: 'hubspot', name: 'HubSpot', sensitivity: 'customer', mode: 'confirmation_required' },
  { key: 'slack', name: 'Slack', sensitivity: 'internal', mode: 'write_capable' },
  { key: 'outreach', name: 'Outreach', sensitivity: 'customer', mode: 'confirmation_required' },
  { key: 'clay', name: 'Clay', sensitivity: 'public', mode: 'read_only' },
  { key: 'rox', name: 'Rox', sensitivity: 'customer', mode: 'forbidden', note: 'The contract does not cover it.' },
  { key: 'actively', name: 'Actively', sensitivity: 'customer', mode: 'read_only' },
  { key: 'workday', name: 'Workday', sensitivity: 'employee', mode: 'read_only' },
  { key: 'netsuite', name: 'NetSuite', sensitivity: 'financial', mode: 'read_only' },
  { key: 'github', name: 'GitHub', sensitivity: 'production', mode: 'confirmation_required' },
] as const satisfies readonly Source[];

export type SourceKey = (typeof sources)[number]['key'];

/** Who answers for a source; the others have nobody yet. */
const owners: Partial<Record<SourceKey, string>> = { salesforce: 'owner', snowflake: 'yusuf.okonjo', github: 'yusuf.okonjo', netsuite: 'beatrix.hoang', workday: 'elias.haugen' };

/** Adds the data sources and tells their ids by key. */
export async function insertSources(tx: Tx, { people }: Pick<Workforce, 'people'>, createdAt: Date): Promise<ReadonlyMap<string, string>> {
  const ownerOf = (key: SourceKey): string | null => {
    const owner = owners[key];
    return owner === undefined ? null : required(people, owner).id;
  };
  const rows = await tx.dataSource.createManyAndReturn({
    data: sources.map((source) => ({ ...source, ownerId: ownerOf(source.key), createdAt })),
    select: { id: true, key: true },
  });
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** What the workspace has found must not meet, not long ago. */
export function conflictSteps(world: DemoWorld): Step[] {
  const source = (key: SourceKey) => required(world.sourceIds, key);
  return [
    act(world, 3.4, setSourceConflict, 'admin', () => ({ a: source('workday'), b: source('slack'), reason: 'Employee data has no place in channels.' })),
    act(world, 3.3, setSourceConflict, 'admin', () => ({ a: source('netsuite'), b: source('hubspot'), reason: 'What customers owe is not for marketing.' })),
  ];
}
