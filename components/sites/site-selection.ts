/** The Sites that somebody chose: these, or all that the list's filter matches but for some. */
export type SiteSelection = { kind: 'ids'; ids: readonly string[] } | { kind: 'all'; except: readonly string[] };

export type SelectionStep =
  /** Chooses these Sites, or lets go of them. */
  | { do: 'set'; ids: readonly string[]; isChosen: boolean }
  /** Everything that matches, loaded or not. */
  | { do: 'all' }
  | { do: 'clear' };

export const nothingChosen: SiteSelection = { kind: 'ids', ids: [] };

export function changeSelection(selection: SiteSelection, step: SelectionStep): SiteSelection {
  if (step.do === 'clear') return nothingChosen;
  if (step.do === 'all') return { kind: 'all', except: [] };
  if (selection.kind === 'all') return { kind: 'all', except: step.isChosen ? without(selection.except, step.ids) : joined(selection.except, step.ids) };
  return { kind: 'ids', ids: step.isChosen ? joined(selection.ids, step.ids) : without(selection.ids, step.ids) };
}

/** How many that are, of `total` that match. */
export function chosenCount(selection: SiteSelection, total: number): number {
  return selection.kind === 'ids' ? selection.ids.length : Math.max(0, total - selection.except.length);
}

function joined(ids: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...ids, ...more])];
}

function without(ids: readonly string[], fewer: readonly string[]): string[] {
  const gone = new Set(fewer);
  return ids.filter((id) => !gone.has(id));
}
