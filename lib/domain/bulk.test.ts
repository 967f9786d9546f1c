import { describe, expect, it } from 'vitest';
import { actorOf, ann, bob, eve, idOf, noon, outcomeIn, refusalIn, siteFacts } from '@/tests/support/facts';
import { bulkChangeSchema, bulkKinds, bulkStates, changeKinds, changeProblems, irreversible, judgeOnBulk } from './bulk';
import { beforeOf, decideBulk, type BulkReferences } from './bulk-decisions';
import { bulkRefusal, bulkSteps, refusalOfStep, type BulkFacts } from './bulk-lifecycle';
import { decideUndo } from './bulk-undo';
import { bulkWords } from './bulk-words';
import { defaultSettings } from './settings';
import { tagsSchema } from './tags';

const settings = defaultSettings;
const nothing: BulkReferences = { person: null, department: null };
const decide = (kind: string, change: object, site = siteFacts(), references = nothing) => decideBulk(bulkChangeSchema.parse({ kind, change }), { site, settings }, references, 'r', noon);

describe('a change', () => {
  const examples: Record<(typeof changeKinds)[number], object> = {
    assign_owner: { owner: idOf(2) },
    name_successor: { successor: null },
    set_department: { department: idOf(3) },
    set_classification: { classification: 'company_wide' },
    set_expiry: { expiresAt: '2027-01-31' },
    add_tags: { tags: ['B', 'a', 'b'] },
    remove_tags: { tags: ['a'] },
    narrow: { audience: { mode: 'custom', people: [idOf(1)] } },
    disable: { reason: 'other', note: 'Because.' },
    record_review: {},
    ask_attestation: {},
  };

  it.each(changeKinds)('%s parses again from what is stored, and has words', (kind) => {
    const parsed = bulkChangeSchema.parse({ kind, change: examples[kind] });
    expect(bulkChangeSchema.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
    expect(bulkWords(parsed, (id) => `«${id.slice(-1)}»`)).toMatch(/^[A-Z]/);
  });

  it.each([
    ['disable', { reason: 'other' }, 'change.note'],
    ['narrow', { audience: { mode: 'workspace_all' } }, 'change.audience.mode'],
    ['narrow', { audience: { mode: 'custom', people: Array.from({ length: 201 }, (_, at) => idOf(at)) } }, 'change.audience.people'],
    ['add_tags', { tags: [] }, 'change.tags'],
    ['record_review', { nota: 'x' }, 'change.nota'],
  ])('%s is refused by its field', (kind, change, path) => {
    expect(changeProblems(kind, change).map((problem) => problem.path.join('.'))).toContain(path);
  });
});

describe('a decision', () => {
  it('lets a Site stay that is so already', () => {
    expect(decide('assign_owner', { owner: ann.id }, siteFacts(), { person: ann, department: null })).toEqual({ stay: true });
    expect(decide('add_tags', { tags: ['a'] }, siteFacts({ tags: ['a', 'b'] }))).toEqual({ stay: true });
    expect(decide('remove_tags', { tags: ['x'] })).toEqual({ stay: true });
    expect(decide('disable', { reason: 'expired' }, siteFacts({ state: 'disabled' }))).toEqual({ stay: true });
    expect(decide('set_expiry', { expiresAt: '2026-12-21' })).toEqual({ stay: true });
  });

  it('moves an expiry both ways, within the longest lifetime', () => {
    expect(outcomeIn(decide('set_expiry', { expiresAt: '2026-12-01' }))).toMatchObject({ patch: { expiresAt: new Date('2026-12-01') }, events: [{ type: 'site.edited' }] });
    expect(outcomeIn(decide('set_expiry', { expiresAt: '2027-06-01' }))).toMatchObject({ events: [{ type: 'site.renewed' }] });
    expect(refusalIn(decide('set_expiry', { expiresAt: '2029-01-01' })).reason).toContain('at most 365 days');
    expect(refusalIn(decide('set_expiry', { expiresAt: '2026-11-01' })).reason).toContain('future');
  });

  it('refuses what the single action refuses', () => {
    expect(refusalIn(decide('assign_owner', { owner: eve.id }, siteFacts(), { person: eve, department: null })).reason).toContain('has left');
    expect(refusalIn(decide('add_tags', { tags: ['a'] }, siteFacts({ tags: Array.from({ length: 20 }, (_, at) => `t${at}`) }))).reason).toContain('would have 21');
    expect(refusalIn(decide('ask_attestation', {}, siteFacts({ owner: null }))).reason).toContain('Nobody answers');
  });
});

describe('an undo', () => {
  const references = { people: new Map([[ann.id, ann], [bob.id, bob]]), departments: new Map() };

  it('goes from the revision that the change left, and from no other', () => {
    const item = { before: beforeOf('assign_owner', siteFacts()), revisionAfter: 8 };
    const after = siteFacts({ owner: bob, revision: 8 });
    expect(outcomeIn(decideUndo('assign_owner', item, after, references, 'r', noon))).toMatchObject({ patch: { ownerId: ann.id } });
    expect(refusalIn(decideUndo('assign_owner', item, { ...after, revision: 9 }, references, 'r', noon)).code).toBe('stale');
  });

  it('is possible for every kind that keeps something to put back, and for no other', () => {
    for (const kind of bulkKinds) expect(beforeOf(kind, siteFacts()) === null, kind).toBe(irreversible[kind] !== null);
  });
});

describe('its own steps', () => {
  const facts = (more: Partial<BulkFacts>): BulkFacts => ({ kind: 'add_tags', state: 'planned', revision: 3, willChange: 1, changed: 1, isUndone: false, ...more });

  it.each(bulkStates)('in the state %s are those that make sense', (state) => {
    const allowed = bulkSteps.filter((step) => bulkRefusal(step, facts({ state })) === null);
    const expected: Record<typeof state, string[]> = { planning: ['discard'], planned: ['run', 'discard'], running: ['stop'], stopping: [], stopped: ['undo'], done: ['undo'], discarded: [] };
    expect(allowed).toEqual(expected[state]);
  });

  it('need something to do, the plan that was seen, and no second undo', () => {
    expect(bulkRefusal('run', facts({ willChange: 0 }))).toBe('There is nothing to change.');
    expect(bulkRefusal('undo', facts({ state: 'done', isUndone: true }))).toContain('undone already');
    expect(bulkRefusal('undo', facts({ state: 'done', kind: 'narrow' }))).toBe(irreversible.narrow);
    expect(refusalOfStep('run', facts({}), 2)?.code).toBe('stale');
    expect(refusalOfStep('run', facts({}), 3)).toBeNull();
  });

  it('are hidden from those who have no part in it', () => {
    const bulk = { actorId: ann.id };
    expect(judgeOnBulk('bulk.run', actorOf(ann), bulk)).toEqual({ allowed: true });
    expect(judgeOnBulk('bulk.run', actorOf(bob), bulk)).toMatchObject({ hidden: true });
    expect(judgeOnBulk('bulk.run', actorOf(bob, ['admin']), bulk)).toMatchObject({ allowed: false, hidden: false });
    expect(judgeOnBulk('bulk.stop', actorOf(bob, ['admin']), bulk)).toEqual({ allowed: true });
  });
});

describe('tags', () => {
  it('are kept in lower case, trimmed, sorted, once', () => {
    expect(tagsSchema.parse([' Zebra', 'apple', 'zebra '])).toEqual(['apple', 'zebra']);
    for (const bad of ['', ' ', 'x'.repeat(41), 'a\nb', 'a\u0000']) expect(tagsSchema.safeParse([bad]).success, bad).toBe(false);
  });
});
