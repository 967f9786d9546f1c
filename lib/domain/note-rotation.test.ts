import { describe, expect, it } from 'vitest';
import { noon, outcomeIn, refusalIn, siteFacts } from '@/tests/support/facts';
import { noteRotation } from './note-rotation';

const site = siteFacts();
const march = new Date('2026-03-01T00:00:00Z');
const token = { key: 'CRM_TOKEN', isSecret: true, rotatedAt: march };

describe('noting that a secret was replaced', () => {
  it('keeps the day, now where none is given, and tells what was there before', () => {
    expect(outcomeIn(noteRotation({ site, found: token }, { note: 'With the quarterly round.' }, noon))).toMatchObject({
      key: 'CRM_TOKEN',
      rotatedAt: noon,
      events: [{ type: 'site.secret_rotated', reason: 'With the quarterly round.', changes: { 'secret.CRM_TOKEN': { before: march.toISOString(), after: noon.toISOString() } } }],
    });
  });

  it.each([
    ['a key that is not there', null, {}, /no environment key/],
    ['what is no secret', { ...token, isSecret: false }, {}, /not a secret/],
    ['a day to come', token, { rotatedAt: new Date('2026-12-01T00:00:00Z') }, /still to come/],
    ['a day before the last replacement', token, { rotatedAt: new Date('2026-02-01T00:00:00Z') }, /later replacement/],
  ])('is refused for %s', (_what, found, input, reason) => {
    expect(refusalIn(noteRotation({ site, found }, input, noon)).reason).toMatch(reason);
  });

  it('is refused once the Site is retired', () => {
    expect(refusalIn(noteRotation({ site: siteFacts({ state: 'retired' }), found: token }, {}, noon)).code).toBe('conflict');
  });
});
