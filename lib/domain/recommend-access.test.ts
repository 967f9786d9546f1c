import { describe, expect, it } from 'vitest';
import { noon } from '@/tests/support/facts';
import { recommendAccess, type ReviewedAccess, type ReviewedSite } from './recommend-access';

const site: ReviewedSite = {
  classification: 'team_internal',
  departmentId: 'sales',
  departmentName: 'Sales',
  lastVisitedAt: new Date('2026-11-20T08:00:00Z'),
  inactiveDays: 90,
  sensitivities: ['internal'],
};
const colleague: ReviewedAccess = { kind: 'person', isActive: true, departmentId: 'sales', departmentName: 'Sales', isAsked: false, alsoThrough: [] };
const unvisited = { ...site, lastVisitedAt: new Date('2026-06-01T00:00:00Z') };
const unreported = { ...site, lastVisitedAt: null };

describe('what is advised for one entry of an audience', () => {
  it.each<[string, ReviewedAccess, ReviewedSite, string, RegExp]>([
    ['a colleague of a Site that is in use', colleague, site, 'certify', /last visited on 20 November 2026/],
    ['a colleague where visits are not reported', colleague, unreported, 'certify', /not reported/],
    ['somebody who left', { ...colleague, isActive: false }, site, 'revoke', /^Has left/],
    ['anybody of a Site that nobody visits', colleague, unvisited, 'revoke', /since 1 June 2026, for 173 days/],
    ['a Site on the very day on which it becomes inactive', colleague, { ...site, lastVisitedAt: new Date('2026-08-23T12:00:00Z') }, 'revoke', /for 90 days/],
    ['the day before', colleague, { ...site, lastVisitedAt: new Date('2026-08-24T12:00:00Z') }, 'certify', /last visited/],
    ['somebody of another department', { ...colleague, departmentId: 'legal', departmentName: 'Legal' }, site, 'look', /Belongs to Legal, the Site to Sales/],
    ['somebody without a department', { ...colleague, departmentId: null, departmentName: null }, site, 'certify', /./],
    ['whoever is asked', { ...colleague, isAsked: true }, site, 'look', /own access/],
    ['a group without members', { kind: 'group', members: 0, ofDepartment: 0 }, site, 'revoke', /Nobody is in it/],
    ['a group of colleagues', { kind: 'group', members: 12, ofDepartment: 3 }, site, 'certify', /12 people are in it/],
    ['a group of others', { kind: 'group', members: 1, ofDepartment: 0 }, site, 'look', /Nobody in it belongs to Sales/],
    ['the workspace, of a Site for a team', { kind: 'workspace', members: 1_200 }, site, 'look', /team internal, and all 1,200 people/],
    ['the workspace, of a company-wide Site', { kind: 'workspace', members: 1_200 }, { ...site, classification: 'company_wide' }, 'certify', /last visited/],
    ['the workspace, of a Site with sensitive data', { kind: 'workspace', members: 1_200 }, { ...site, classification: 'company_wide', sensitivities: ['customer', 'financial'] }, 'look', /customer and financial data/],
  ])('%s', (_what, access, of, recommendation, first) => {
    const advice = recommendAccess(access, of, noon);
    expect(advice.recommendation).toBe(recommendation);
    expect(advice.reasons.join(' ')).toMatch(first);
  });

  it('names every reason, and that revoking one way in leaves another', () => {
    const advice = recommendAccess({ ...colleague, departmentId: 'legal', departmentName: 'Legal', isActive: false, alsoThrough: ['Team', 'Board'] }, unvisited, noon);
    expect(advice.recommendation).toBe('revoke');
    expect(advice.reasons).toEqual([
      'Nobody has visited this Site since 1 June 2026, for 173 days.',
      'Has left.',
      'Belongs to Legal, the Site to Sales.',
      'Also gets in through Team and Board: revoking this alone changes nothing for them.',
    ]);
  });
});
