import { addDays } from 'date-fns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ann, bob, eve, idOf, noon, outcomeIn, refusalIn } from '@/tests/support/facts';
import { registerSite, siteSlugSchema, toSlug, type Registration } from './register-site';
import { defaultSettings as settings } from './settings';
import type { Subject } from './verdict';

type Loaded = Parameters<typeof registerSite>[0];
const loaded: Loaded = { id: idOf(100), owner: ann, slug: 'crm-notes', slugTaken: false, projectTaken: false, home: { id: idOf(60), name: 'Sales' }, department: null, sources: [], settings };
const annHerself: Subject = { personId: ann.id, roles: ['member'] };
const register = (input: Partial<Registration> = {}, more: Partial<Loaded> = {}, actor = annHerself) =>
  registerSite({ ...loaded, ...more }, { title: 'CRM Notes', classification: 'team_internal', ...input }, actor, noon);

describe('registering a Site', () => {
  it('makes a draft of one’s own, at home in one’s department, with a first review ahead', () => {
    const { site, events } = outcomeIn(register());
    expect(site).toMatchObject({ state: 'draft', ownerId: ann.id, departmentId: idOf(60), slug: 'crm-notes', expiresAt: null, reviewDueAt: addDays(noon, 180) });
    expect(events).toMatchObject([{ type: 'site.created', changes: { audience: { before: null, after: 'admins_only' }, owner: { after: { name: 'Ann' } } } }]);
  });

  it('is live with an address, and then always has an end', () => {
    const live = { liveUrl: 'https://crm.example.com' };
    expect(outcomeIn(register(live)).site).toMatchObject({ state: 'live', expiresAt: addDays(noon, 180) });
    expect(outcomeIn(register({ ...live, expiresAt: addDays(noon, 7) })).site.expiresAt).toEqual(addDays(noon, 7));
  });

  it('ends between now and the longest lifetime', () => {
    expect(refusalIn(register({ expiresAt: noon })).fields?.[0]?.path).toBe('expiresAt');
    expect(outcomeIn(register({ expiresAt: addDays(noon, 365) })).site.expiresAt).toEqual(addDays(noon, 365));
    expect(refusalIn(register({ expiresAt: new Date(addDays(noon, 365).getTime() + 1) })).reason).toContain('365 days');
  });

  it('for somebody else takes an admin', () => {
    expect(refusalIn(register({ owner: bob.id }, { owner: bob })).fields?.[0]?.path).toBe('owner');
    for (const subject of [{ personId: ann.id, roles: ['admin'] }, { personId: null, roles: [] }] as Subject[]) {
      expect(outcomeIn(register({ owner: bob.id }, { owner: bob }, subject)).site.ownerId).toBe(bob.id);
    }
    expect(refusalIn(register({ owner: eve.id }, { owner: eve }, { personId: ann.id, roles: ['admin'] })).reason).toContain('has left');
    expect(refusalIn(register({ owner: idOf(9) }, { owner: null })).fields?.[0]?.path).toBe('owner');
  });

  it('names a taken slug or project', () => {
    expect(refusalIn(register({}, { slugTaken: true })).fields?.[0]?.path).toBe('slug');
    expect(refusalIn(register({}, { projectTaken: true })).fields?.[0]?.path).toBe('projectId');
  });

  it('puts it where it is told, also nowhere', () => {
    expect(outcomeIn(register({ department: idOf(61) }, { department: { id: idOf(61), name: 'Legal' } })).site.departmentId).toBe(idOf(61));
    expect(outcomeIn(register({ department: null })).site.departmentId).toBeNull();
  });
});

describe('toSlug', () => {
  it('gives a valid slug for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => { expect(siteSlugSchema.safeParse(toSlug(text)).success).toBe(true); }), { numRuns: 2000 });
  });

  it('leaves a slug as it is', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abz09'), minLength: 1, maxLength: 8 });
    fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => { expect(toSlug(words.join('-'))).toBe(words.join('-')); }));
  });

  it('reads as the text did', () => {
    expect(toSlug('  Café – Übersicht (2026)!')).toBe('cafe-ubersicht-2026');
    expect(toSlug('日本')).toBe('site');
  });
});
