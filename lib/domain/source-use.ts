import type { SourceMode } from './classification';

/** Why a Site may not use a source as it does, as the end of a sentence about it; null where the workspace's matrix allows it. */
export function sourceUseProblem({ mode, allowed }: { mode: SourceMode; allowed: SourceMode }): string | null {
  if (allowed === 'forbidden') return 'is forbidden in this workspace';
  if (allowed === 'read_only' && mode !== 'read_only') return 'may only be read, and the Site writes to it';
  if (allowed === 'confirmation_required' && mode === 'write_capable') return 'may be written to only when somebody confirms it, and the Site writes without';
  return null;
}
