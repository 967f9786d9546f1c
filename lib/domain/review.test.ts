import { describe, expect, it } from 'vitest';
import { ann, bob, eve, idOf, sales, siteFacts } from '@/tests/support/facts';
import { changesSince, toConfirmed } from './review';

const hex = { id: idOf(70), key: 'hex', name: 'Hex', sensitivity: 'internal', mode: 'read_only' } as const;
const site = siteFacts({ dataSources: [hex] });
const confirmed = JSON.parse(JSON.stringify(toConfirmed(site))) as unknown;

describe('what changed since the last review', () => {
  it('is nothing while everything is as it was confirmed, by whatever name', () => {
    expect(changesSince(confirmed, site)).toEqual([]);
    expect(changesSince(confirmed, siteFacts({ owner: { ...ann, name: 'Anne' }, dataSources: [{ ...hex, name: 'Hex 2' }] }))).toEqual([]);
  });

  it('is each field that differs, by the lines that went and came', () => {
    const moved = siteFacts({ owner: bob, purpose: null, audience: { mode: 'custom', people: [bob, eve], groups: [] }, dataSources: [{ ...hex, mode: 'write_capable' }] });
    expect(changesSince(confirmed, moved)).toEqual([
      { field: 'owner', removed: ['Ann'], added: ['Bob'] },
      { field: 'purpose', removed: ['Notes'], added: [] },
      { field: 'audience', removed: [sales.name], added: ['Eve'] },
      { field: 'dataSources', removed: ['Hex (read only)'], added: ['Hex (write capable)'] },
    ]);
    expect(changesSince(confirmed, siteFacts({ dataSources: [hex], audience: { mode: 'workspace_all', people: [], groups: [] } }))).toEqual([
      { field: 'audience', removed: ['Named people and groups', 'Bob', 'Sales'], added: ['Whole workspace'] },
    ]);
  });

  it('compares with an event of an earlier version as far as that one tells', () => {
    const old = { owner: { id: ann.id, name: 'Ann', email: 'ann@example.com' }, purpose: 'Notes', audience: 'custom', dataSources: ['Hex (read_only)'] };
    expect(changesSince(old, site)).toEqual([]);
    expect(changesSince({ ...old, audience: 'workspace_all' }, site)).toEqual([{ field: 'audience', removed: ['Whole workspace'], added: ['Named people and groups'] }]);
    expect(changesSince({ ...old, dataSources: [] }, site)).toEqual([{ field: 'dataSources', removed: [], added: ['Hex (read only)'] }]);
  });

  it('is not known without what was confirmed', () => {
    expect(changesSince(undefined, site)).toBeNull();
    expect(changesSince({ owner: 'Ann' }, site)).toBeNull();
  });
});
