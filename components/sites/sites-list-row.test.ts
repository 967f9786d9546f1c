import { describe, expect, it } from 'vitest';
import type { SiteSummary } from '@/lib/sites/site-shape';
import { packPage, unpackPage } from './sites-list-row';

const site = {
  id: '018de824-3d06-79f8-8499-75479fd13a6c', slug: 'intake', title: 'Intake “form” </script>', state: 'live', audience: 'custom', expiresAt: null, completeness: 80, conditions: ['incomplete'],
  owner: { id: '018de824-3d06-79f8-8499-75479fd13a6d', name: 'Minh Phạm', email: 'minh@example.com', active: false },
  department: null,
  dataSources: [{ id: '018de824-3d06-79f8-8499-75479fd13a6e', key: 'gong', name: 'Gong', sensitivity: 'customer', mode: 'read_only' }],
} as unknown as SiteSummary;

describe('a page on its way to the script', () => {
  it('arrives with what names a row and the fields that are shown, and no more', () => {
    const packed = packPage({ items: [site, { ...site, owner: null }], next: 'further', previous: null }, new Set(['owner', 'department', 'dataSources', 'expiresAt', 'conditions']));
    expect(packed.rows).not.toContain('minh@example.com');
    const row = {
      id: site.id, slug: 'intake', title: 'Intake “form” </script>', expiresAt: null, conditions: ['incomplete'],
      owner: { name: 'Minh Phạm', active: false }, department: null, dataSources: [{ name: 'Gong', sensitivity: 'customer' }],
    };
    expect(unpackPage(packed)).toEqual({ items: [row, { ...row, owner: null }], next: 'further', previous: null });
  });

  it('may be empty', () => {
    expect(unpackPage(packPage({ items: [], next: null, previous: null }, new Set()))).toEqual({ items: [], next: null, previous: null });
  });
});
