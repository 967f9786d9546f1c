import { describe, expect, it } from 'vitest';
import { fieldText, valueText } from './change-text';

describe('change text', () => {
  it('says fields as words', () => {
    expect(fieldText('lastReviewedAt')).toBe('Last reviewed');
    expect(fieldText('lifetimeDays.team_internal')).toBe('Lifetime days, team internal');
    expect(fieldText('ownerId')).toBe('Owner');
    expect(fieldText('audience')).toBe('Audience');
  });

  it('says codes by their labels, but only where a code stands', () => {
    expect(valueText('workspace_all', 'audience')).toBe('Whole workspace');
    expect(valueText('admin', 'title')).toBe('admin');
  });

  it('names people, lists and audiences', () => {
    expect(valueText({ id: '1', name: 'Ada', email: 'ada@example.com' }, 'owner')).toBe('Ada');
    expect(valueText(['admin', 'reviewer'], 'roles')).toBe('Admin, Reviewer');
    expect(valueText({ mode: 'custom', people: [{ id: '1', name: 'Ada' }], groups: [{ id: '2', name: 'Sales' }] }, 'audience')).toBe(
      'Named people and groups: Ada, Sales',
    );
    expect(valueText(null, 'owner')).toBe('');
    expect(valueText(1234, 'gains')).toBe('1,234');
  });
});
