import { expect, it } from 'vitest';
import { noon } from '@/tests/support/facts';
import { tombstoneRecordSchema, withoutNames, type TombstoneRecord } from './tombstone';
import { parseWitness, witnessText } from './witness';

const at = noon.toISOString();
const by = { name: 'Olga (the second)', email: 'olga@example.com', role: 'owner' };
const record: TombstoneRecord = {
  version: 1, slug: 'crm', title: 'CRM', purpose: 'Notes', description: null, classification: 'team_internal', department: 'Sales', url: null, projectId: null, repository: null, registeredAt: at,
  owners: [{ ...by, from: at, until: null }],
  audience: { mode: 'custom', people: [by], groups: ['Team'], reach: 4 },
  dataSources: [{ name: 'CRM', sensitivity: 'customer', mode: 'read_only' }], dataSourceNote: null,
  exports: [{ kind: 'd1', name: 'DB', state: 'exported', location: 's3://a', checksum: 'md5:0', waiver: null, retention: null, by, at }],
  secrets: [{ key: 'TOKEN', powered: 'CRM', note: 'Gone.', by, at }],
  versions: { count: 1, last: null },
  retirement: { reason: 'r', beganAt: at, closedAt: at, deletedAt: at, proof: 'feed', note: null },
  decisions: [{ at, what: 'retired the Site', by }],
  replacedBy: { text: 'The product', slug: null },
  namesDays: 400,
};

it('a tombstone without names keeps everything else, and names nobody', () => {
  const redacted = tombstoneRecordSchema.parse(withoutNames(record));
  expect(JSON.stringify(redacted)).not.toMatch(/olga/i);
  const put = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'name' && inner === null ? by.name : key === 'email' ? by.email : inner))) as unknown;
  expect(put(redacted)).toEqual(put(record));
});

it('a witness is read as it was written', () => {
  for (const witness of [by, { name: 'Ann', email: null, role: 'admin' }]) expect(parseWitness(witnessText(witness))).toEqual({ ...witness, email: null });
  expect(parseWitness('a system')).toEqual({ name: 'a system', email: null, role: 'somebody' });
});
