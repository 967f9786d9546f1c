/** The columns of the list, the Site itself first; a test holds them against those of the page. */
export const listColumns: readonly string[] = [
  'site', 'state', 'audience', 'owner', 'expires', 'conditions', 'classification', 'department', 'sources',
  'completeness', 'reviewDue', 'lastReviewed', 'lastVisited', 'official', 'created', 'updated', 'observed',
  'sensitivity', 'missing', 'url', 'project', 'revision',
];
const densities: readonly string[] = ['compact', 'comfortable'];

/** What the list's page understands besides the search, and what is wrong with a value of it: a sentence a part. */
const checks: Record<string, (value: string) => string[]> = {
  columns: columnProblems,
  density: (value) => (densities.includes(value) ? [] : [`There is no density “${value}”. Choose from ${densities.join(', ')}.`]),
};

export function isPageParameter(key: string): boolean {
  return Object.hasOwn(checks, key);
}

export function pageParameterProblems(key: string, value: string): string[] {
  return isPageParameter(key) ? (checks[key]?.(value) ?? []) : [];
}

/** A column as a layout names it: its key, `!` where it is pinned, `:180` for its width in px. */
const columnForm = /^([A-Za-z]+)!?(?::\d{1,4})?$/;

function columnProblems(layout: string): string[] {
  const seen = new Set<string>();
  return layout.split(',').flatMap((part) => {
    const key = columnForm.exec(part)?.[1];
    if (key === undefined || !listColumns.includes(key)) return [`There is no column “${part}”. Choose from ${listColumns.join(', ')}.`];
    if (seen.has(key)) return [`The column “${key}” is named twice.`];
    seen.add(key);
    return [];
  });
}
