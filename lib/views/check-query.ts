import { filterFields } from '@/lib/domain/filter-fields';
import { joinValues, splitValues } from '@/lib/domain/filter-values';
import type { FieldProblem } from '@/lib/domain/refusal';
import type { Database } from '@/lib/db/client';
import { parseInput, ProblemError } from '@/lib/gate/problem';
import { resolveSearch } from '@/lib/sites/resolve-search';
import { siteSearchSchema } from '@/lib/sites/site-search';
import { isPageParameter, pageParameterProblems } from './page-parameters';

/** Who asks: `me` in a filter is this person. */
type Asker = { personId: string | null };

/**
 * What is wrong with a view's query, by its parameters: as strict as the list itself, since the list's own schema and
 * look-up answer. Empty: every part of it holds.
 */
export async function queryProblems(db: Database, params: URLSearchParams, { personId }: Asker): Promise<FieldProblem[]> {
  const given = [...params];
  const ofPage = given.flatMap(([key, value]) => pageParameterProblems(key, value).map((message) => ({ path: key, message })));
  const search = Object.fromEntries(given.filter(([key]) => !isPageParameter(key)));
  try {
    await resolveSearch(db, parseInput(siteSearchSchema, search), personId);
    return ofPage;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.errors.length === 0) throw error;
    return [...ofPage, ...error.errors.map(({ path, message }) => ({ path: path.split('[')[0] ?? path, message }))];
  }
}

/** A part of a view that no longer holds, with a sentence that says so. */
export type BrokenPart = { field: string; message: string };

/**
 * Takes a query apart and keeps what holds: a department that is gone costs the view this one value, not the whole
 * view. What is left out is told, never passed over.
 */
export async function partsThatHold(db: Database, params: URLSearchParams, asker: Asker): Promise<{ params: URLSearchParams; broken: BrokenPart[] }> {
  if ((await queryProblems(db, params, asker)).length === 0) return { params, broken: [] };
  const kept = new URLSearchParams();
  const broken: BrokenPart[] = [];
  for (const [field, text] of params) {
    const [problem] = await queryProblems(db, new URLSearchParams([[field, text]]), asker);
    if (problem === undefined) {
      kept.set(field, text);
      continue;
    }
    const held: string[] = [];
    for (const part of partsOf(field, text)) {
      const [wrong] = await queryProblems(db, new URLSearchParams([[field, part]]), asker);
      if (wrong === undefined) held.push(part);
      else broken.push({ field, message: sentence(field, part, wrong) });
    }
    if (held.length > 0) kept.set(field, held.join(','));
  }
  return { params: kept, broken };
}

/** The values of a parameter, each written so that it stands alone. The search text is one. */
function partsOf(field: string, text: string): string[] {
  return field === 'q' ? [text] : splitValues(text).map((value) => joinValues([value]));
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const nouns: Record<string, string> = { department: 'department', owner: 'person', successor: 'person', source: 'data source' };

function sentence(field: string, part: string, { message }: FieldProblem): string {
  const kind = filterFields.find(({ key }) => key === field)?.kind;
  const value = splitValues(part)[0]?.value ?? part;
  if (kind === 'reference' && message.startsWith('There is no')) {
    const noun = nouns[field] ?? field;
    // The name of what is gone went with it.
    const named = uuid.test(value) ? `A ${noun} that this view names` : `The ${noun} “${value}”`;
    return `${named} no longer exists; this filter is left out.`;
  }
  return `“${field}” is left out: ${message}`;
}
