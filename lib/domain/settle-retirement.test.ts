import { describe, expect, it } from 'vitest';
import { noon, outcomeIn, refusalIn, siteFacts } from '@/tests/support/facts';
import type { RetirementPlan } from './retirement';
import { settleExport, settleSecret, substantial } from './settle-retirement';

const site = siteFacts({ state: 'retiring' });
const plan: RetirementPlan = {
  state: 'closed', beganFrom: 'live', closesAt: noon, closedAt: noon, deletesAt: noon, heldSince: null,
  exports: [{ kind: 'd1', name: 'DB', state: 'open' }], secrets: [{ key: 'TOKEN', isRevoked: false }],
};
const exported = { kind: 'd1', outcome: 'exported', location: 's3://archive/crm', checksum: 'sha256:00' } as const;
const waived = { kind: 'd1', outcome: 'waived', reason: 'Only copies of public pages.' } as const;

describe('settleExport', () => {
  it('keeps where the data went, or why it went nowhere, and never both', () => {
    expect(outcomeIn(settleExport({ site, plan }, exported)).export).toEqual({ kind: 'd1', state: 'exported', location: 's3://archive/crm', checksum: 'sha256:00', waiver: null });
    expect(outcomeIn(settleExport({ site, plan }, waived)).export).toEqual({ kind: 'd1', state: 'waived', location: null, checksum: null, waiver: waived.reason });
  });

  it('takes no export while people still use the Site, but a waiver', () => {
    const notice = { ...plan, state: 'notice' as const };
    expect(refusalIn(settleExport({ site, plan: notice }, exported)).reason).toContain('once the Site is closed');
    expect(outcomeIn(settleExport({ site, plan: notice }, waived)).events[0]?.type).toBe('site.export_decided');
  });

  it('knows only the bindings of the Site', () => {
    expect(refusalIn(settleExport({ site, plan }, { ...waived, kind: 'r2' })).fields?.[0]?.path).toBe('kind');
  });

  it.each(['deleting', 'done', 'stopped'] as const)('changes nothing any more when the retirement is %s', (state) => {
    expect(refusalIn(settleExport({ site, plan: { ...plan, state } }, exported)).code).toBe('conflict');
    expect(refusalIn(settleSecret({ site, plan: { ...plan, state } }, { key: 'TOKEN', isRevoked: true, note: 'n' })).code).toBe('conflict');
  });
});

describe('settleSecret', () => {
  it('ticks one off with a note, takes the tick back, and adds one', () => {
    expect(refusalIn(settleSecret({ site, plan }, { key: 'TOKEN', isRevoked: true })).fields?.[0]?.path).toBe('note');
    expect(outcomeIn(settleSecret({ site, plan }, { key: 'TOKEN', isRevoked: true, note: 'In the CRM.', powered: 'CRM' })).events[0]).toMatchObject({ type: 'site.secret_revoked', changes: { 'secret.TOKEN': { before: 'to be revoked', after: 'revoked' } } });
    expect(outcomeIn(settleSecret({ site, plan }, { key: 'OTHER', isRevoked: false })).events[0]).toMatchObject({ type: 'site.secret_listed', changes: { 'secret.OTHER': { before: null } } });
  });
});

describe('a waiver', () => {
  it.each(['no', 'n/a', 'not needed', 'test test test test test test', '....................'])('“%s” says nothing', (text) => expect(substantial.safeParse(text).success).toBe(false));
  it('says why in a sentence', () => expect(substantial.parse('Only caches of the public price list.')).toBeTruthy());
});
