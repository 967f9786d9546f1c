import { describe, expect, it } from 'vitest';
import { ann, eve, outcomeIn, refusalIn } from '@/tests/support/facts';
import { changeSource, liftConflict, setConflict, type SourceFacts } from './change-source';
import { sourceModes } from './classification';
import { sourceUseProblem } from './source-use';

const source: SourceFacts = { id: 's', key: 'crm', name: 'CRM', sensitivity: 'internal', mode: 'read_only', owner: null, note: null, revision: 3 };

describe('a change of a data source', () => {
  it('tells before and after, and why', () => {
    expect(outcomeIn(changeSource({ source, owner: ann }, { sensitivity: 'customer', owner: ann.id, note: 'Ask Ann.', reason: 'It holds accounts now.' }))).toEqual({
      patch: { sensitivity: 'customer', note: 'Ask Ann.', ownerId: ann.id },
      events: [
        {
          type: 'source.changed',
          subject: { kind: 'source', id: 's', name: 'CRM' },
          reason: 'It holds accounts now.',
          changes: { sensitivity: { before: 'internal', after: 'customer' }, note: { before: null, after: 'Ask Ann.' }, owner: { before: null, after: 'Ann' } },
        },
      ],
    });
    expect(outcomeIn(changeSource({ source, owner: null }, { name: 'CRM', mode: 'read_only', owner: null })).events).toEqual([]);
  });

  it.each([
    ['without a reason for what the matrix says', { mode: 'forbidden' as const }, null, /Say why/],
    ['for an owner who has left', { owner: eve.id }, eve, /Eve has left/],
    ['for an owner who isn’t there', { owner: 'nobody' }, null, /no person/],
    ['of another revision', { note: 'x', revision: 2 }, null, /changed since/],
  ])('is refused %s', (_what, input, owner, reason) => {
    expect(refusalIn(changeSource({ source, owner }, input)).reason).toMatch(reason);
  });
});

describe('a forbidden combination', () => {
  const pair = { a: { id: 'a', name: 'CRM' }, b: { id: 'b', name: 'Payroll' }, reason: null };
  it('is set with its reason, changed, and lifted', () => {
    expect(outcomeIn(setConflict(pair, 'Salaries beside accounts.')).events).toMatchObject([{ type: 'source.conflict_set', subject: { name: 'CRM and Payroll' } }]);
    expect(outcomeIn(setConflict({ ...pair, reason: 'Same.' }, 'Same.')).events).toEqual([]);
    expect(outcomeIn(liftConflict({ ...pair, reason: 'Same.' }, 'Apart now.')).events).toMatchObject([{ type: 'source.conflict_lifted', reason: 'Apart now.' }]);
    expect(refusalIn(liftConflict(pair, 'Why not.')).reason).toMatch(/may meet already/);
    expect(refusalIn(setConflict({ ...pair, b: pair.a }, 'x')).fields?.[0]?.path).toBe('b');
  });
});

describe('how a Site may use a source', () => {
  it('is as the matrix says, mode by mode', () => {
    const allowed = (mode: (typeof sourceModes)[number]) => sourceModes.filter((of) => sourceUseProblem({ mode, allowed: of }) === null);
    expect(allowed('read_only')).toEqual(['read_only', 'write_capable', 'confirmation_required']);
    expect(allowed('confirmation_required')).toEqual(['write_capable', 'confirmation_required']);
    expect(allowed('write_capable')).toEqual(['write_capable']);
  });
});
