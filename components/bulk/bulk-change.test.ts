import { describe, expect, it } from 'vitest';
import { bulkChangeSchema, changeKinds } from '@/lib/domain/bulk';
import { changeOf, selectionOf, tagsIn } from './bulk-change';

const id = '0198a1c2-0000-7000-8000-000000000001';

function formOf(fields: Record<string, string | string[]>): FormData {
  const form = new FormData();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) form.append(`change.${name}`, value);
  return form;
}

/** Every field of every dialog, filled in. */
const filled = formOf({
  owner: id,
  successor: id,
  department: id,
  classification: 'team_internal',
  expiresAt: '2027-01-31',
  tags: 'one, two',
  'audience.mode': 'custom',
  'audience.people': [id],
  'audience.groups': [id],
  reason: 'inactive',
  dueInDays: '7',
});

describe('what a dialog sends', () => {
  it.each(changeKinds)('is what the API takes: %s', (kind) => {
    expect(bulkChangeSchema.safeParse({ kind, change: changeOf(kind, filled) }).error?.issues).toBeUndefined();
  });

  it('takes the successor away where none is named', () => {
    expect(changeOf('name_successor', formOf({ successor: '' }))).toEqual({ successor: null });
  });

  it('names nobody where the audience is admins only', () => {
    expect(changeOf('narrow', formOf({ 'audience.mode': 'admins_only', 'audience.people': [id] }))).toEqual({ audience: { mode: 'admins_only' } });
  });

  it('has the tags by comma or line', () => {
    expect(tagsIn(' a, b ,,\nc d\n')).toEqual(['a', 'b', 'c d']);
  });
});

describe('the chosen Sites', () => {
  it('are ids', () => {
    expect(selectionOf({ kind: 'ids', ids: [id] }, 'q=x')).toEqual({ ids: [id] });
  });

  it('or all that match, but for some', () => {
    expect(selectionOf({ kind: 'all', except: [] }, 'state=live&sort=-title')).toEqual({ search: { state: 'live' } });
    expect(selectionOf({ kind: 'all', except: [id] }, '')).toEqual({ search: {}, except: [id] });
  });
});
