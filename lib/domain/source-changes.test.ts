import { describe, expect, it } from 'vitest';
import { sensitivities, sourceModes } from './classification';
import { sourceChanges } from './source-changes';

const whats = (...terms: Parameters<typeof sourceChanges>): string[] => sourceChanges(...terms).map(({ what, uses }) => (uses.length === 3 ? what : `${what}: ${uses.join(', ')}`));

describe('what of a change of a source undoes approvals', () => {
  it('is any step up in sensitivity, and none down', () => {
    for (const [from, before] of sensitivities.entries()) {
      for (const [to, after] of sensitivities.entries()) {
        expect(whats({ sensitivity: before, mode: 'read_only' }, { sensitivity: after, mode: 'read_only' })).toEqual(to > from ? ['source_sensitivity'] : []);
      }
    }
  });

  it('is a mode that allows writing or nothing at all, or no longer what a Site does', () => {
    const said = sourceModes.flatMap((before) => sourceModes.map((after) => [before, after, ...whats({ sensitivity: 'internal', mode: before }, { sensitivity: 'internal', mode: after })] as const));
    expect(said.filter(([, , what]) => what !== undefined)).toEqual([
      ['read_only', 'write_capable', 'source_mode'],
      ['read_only', 'forbidden', 'source_mode'],
      ['write_capable', 'read_only', 'source_mode: confirmation_required, write_capable'],
      ['write_capable', 'confirmation_required', 'source_mode: write_capable'],
      ['write_capable', 'forbidden', 'source_mode'],
      ['confirmation_required', 'read_only', 'source_mode: confirmation_required'],
      ['confirmation_required', 'write_capable', 'source_mode'],
      ['confirmation_required', 'forbidden', 'source_mode'],
      ['forbidden', 'write_capable', 'source_mode'],
    ]);
  });

  it('can be both at once', () => {
    expect(whats({ sensitivity: 'internal', mode: 'read_only' }, { sensitivity: 'legal', mode: 'forbidden' })).toEqual(['source_sensitivity', 'source_mode']);
  });
});
