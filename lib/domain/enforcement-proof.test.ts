import { describe, expect, it } from 'vitest';
import type { ObservedAccess, ObservedMode } from './audience';
import type { EnforcementWish } from './enforcement';
import { provedBy, settledBy, type PlatformReport, type ReportedSite } from './enforcement-proof';

const site: ReportedSite = { owner: 'olga@example.com', audience: 'workspace_all', isClosed: false };
const silentReport: PlatformReport = { access: null, owner: null, status: null, isShown: true };
const access = (mode: ObservedMode, emails: string[] | null = [], groups: string[] | null = [], externalVisitors = 0): ObservedAccess => ({ mode, emails, groups, externalVisitors });
const verdict = (wish: EnforcementWish, report: Partial<PlatformReport>, more: Partial<ReportedSite> = {}) => provedBy(wish, { ...silentReport, ...report }, { ...site, ...more });

const ownerOnly: EnforcementWish = { aspect: 'access', mode: 'admins_only', people: [], groups: [] };
const named: EnforcementWish = { aspect: 'access', mode: 'custom', people: [{ email: 'bo@example.com', name: 'Bo' }], groups: [{ id: 'ext-1', name: 'Sales' }] };
const closed: EnforcementWish = { aspect: 'availability', open: false };
const open: EnforcementWish = { aspect: 'availability', open: true };
const bosOwn: EnforcementWish = { aspect: 'ownership', email: 'bo@example.com', name: 'Bo' };
const gone: EnforcementWish = { aspect: 'existence', exists: false };

describe('who may open it', () => {
  it.each([
    ['proves', ownerOnly, access('admins_only')],
    ['proves', ownerOnly, access('custom', ['olga@example.com'])],
    ['disproves', ownerOnly, access('custom', ['olga@example.com', 'eve@example.com'])],
    ['disproves', ownerOnly, access('public')],
    ['proves', named, access('custom', ['olga@example.com', 'bo@example.com'], ['ext-1'])],
    ['disproves', named, access('custom', ['bo@example.com'], ['ext-1', 'ext-2'])],
    ['disproves', named, access('custom', ['bo@example.com'], ['ext-1'], 1)],
    ['disproves', named, access('workspace_all')],
    // Lists that nobody reported can't be compared.
    ['silent', named, access('custom', null, null)],
    ['silent', named, null],
  ] as const)('%s: %j by %j', (expected, wish, observed) => {
    expect(verdict(wish, { access: observed })).toBe(expected);
  });

  it('can’t be proved or disproved by name for a group that the platform has not named', () => {
    const wish: EnforcementWish = { ...named, groups: [{ id: null, name: 'Board' }] };
    expect(verdict(wish, { access: access('custom', ['bo@example.com'], ['ext-9']) })).toBe('silent');
    expect(verdict(wish, { access: access('public') })).toBe('disproves');
  });

  it('is not disproved by a closed Site that keeps everybody out', () => {
    const everybody: EnforcementWish = { aspect: 'access', mode: 'workspace_all', people: [], groups: [] };
    expect(verdict(everybody, { access: access('admins_only') })).toBe('disproves');
    expect(verdict(everybody, { access: access('admins_only') }, { isClosed: true })).toBe('silent');
    expect(verdict(everybody, { access: access('public') }, { isClosed: true })).toBe('disproves');
  });
});

describe('open or closed', () => {
  it.each([
    ['proves', closed, 'suspended', access('public')],
    ['proves', closed, 'active', access('admins_only')],
    ['proves', closed, null, access('custom', ['olga@example.com'])],
    ['disproves', closed, 'active', access('workspace_all')],
    ['disproves', closed, 'active', null],
    ['silent', closed, null, access('workspace_all')],
    ['silent', closed, null, null],
    ['proves', open, 'active', access('workspace_all')],
    ['proves', open, 'active', null],
    ['disproves', open, 'suspended', access('workspace_all')],
    // It was closed by keeping everybody out, and still is.
    ['disproves', open, 'active', access('admins_only')],
    ['silent', open, null, access('workspace_all')],
  ] as const)('%s: %j by %s, %j', (expected, wish, status, observed) => {
    expect(verdict(wish, { status, access: observed })).toBe(expected);
  });

  it('for its owner only is open as it was approved', () => {
    expect(verdict(open, { status: 'active', access: access('admins_only') }, { audience: 'admins_only' })).toBe('proves');
  });
});

describe('who owns it, and whether it is there', () => {
  it.each([
    ['proves', bosOwn, { owner: 'bo@example.com' }],
    ['disproves', bosOwn, { owner: 'olga@example.com' }],
    ['silent', bosOwn, { owner: null }],
    ['silent', bosOwn, { owner: 'id:user-7' }],
    ['proves', gone, { isShown: false }],
    ['disproves', gone, { isShown: true }],
    ['silent', gone, { isShown: null }],
    // What isn’t there proves nothing else.
    ['silent', closed, { isShown: false, status: 'suspended' }],
  ] as const)('%s: %j by %j', (expected, wish, report) => {
    expect(verdict(wish, report)).toBe(expected);
  });
});

describe('what a report does to a demand', () => {
  const [before, asked, settled, later] = [1, 2, 3, 4].map((day) => new Date(Date.UTC(2026, 10, day))) as [Date, Date, Date, Date];
  it.each([
    ['requested', 'proves', later, 'confirmed'],
    ['unconfirmed', 'proves', later, 'confirmed'],
    ['failed', 'proves', later, 'confirmed'],
    ['requested', 'proves', before, null],
    ['requested', 'disproves', later, null],
    ['requested', 'silent', later, null],
    ['confirmed', 'proves', later, null],
    ['confirmed', 'disproves', later, 'reopened'],
    ['confirmed', 'disproves', settled, null],
    ['confirmed', 'disproves', before, null],
    ['confirmed', 'silent', later, null],
    ['superseded', 'proves', later, null],
    ['superseded', 'disproves', later, null],
  ] as const)('%s, %s as of %s: %s', (state, found, reportedAt, expected) => {
    expect(settledBy({ state, requestedAt: asked, settledAt: state === 'confirmed' ? settled : null }, found, reportedAt)).toBe(expected);
  });
});
