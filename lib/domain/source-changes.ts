import { sensitivities, type Sensitivity, type SourceMode } from './classification';
import type { RecordChange } from './request';
import { sourceUseProblem } from './source-use';

/** What an approval of an audience rested on, of each data source of the Site. */
type SourceTerms = { sensitivity: Sensitivity; mode: SourceMode };

const uses = ['read_only', 'confirmation_required', 'write_capable'] as const satisfies readonly SourceMode[];
export type SourceChange = { what: Extract<RecordChange, 'source_sensitivity' | 'source_mode'>; /** Of Sites that use it in one of these ways. */ uses: readonly SourceMode[] };

/**
 * What of a change of a data source undoes what approvals rested on: what it holds is more sensitive than it was, it may be
 * written to freely from now on, it is forbidden, or a Site’s use of it no longer is allowed. What makes it more harmless
 * undoes nothing.
 */
export function sourceChanges(before: SourceTerms, after: SourceTerms): SourceChange[] {
  const changes: SourceChange[] = [];
  if (sensitivities.indexOf(after.sensitivity) > sensitivities.indexOf(before.sensitivity)) changes.push({ what: 'source_sensitivity', uses });
  if (after.mode === before.mode) return changes;
  const isGrave = after.mode === 'write_capable' || after.mode === 'forbidden';
  const undone = uses.filter((mode) => isGrave || (sourceUseProblem({ mode, allowed: before.mode }) === null && sourceUseProblem({ mode, allowed: after.mode }) !== null));
  if (undone.length > 0) changes.push({ what: 'source_mode', uses: undone });
  return changes;
}
