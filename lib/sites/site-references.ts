import type { Named, SiteSource } from '@/lib/domain/site';
import { refuse, type FieldProblem, type Refusal } from '@/lib/domain/refusal';
import type { Reader } from '@/lib/db/client';
import type { SiteSourcesInput } from './site-input';

/** Looks up the department and sources that an input names; what doesn't exist is refused by its field. */
export async function resolveSiteReferences(
  db: Reader,
  input: { department?: string | null | undefined; dataSources?: SiteSourcesInput | undefined },
): Promise<{ department: Named | null; sources: SiteSource[]; problem: Refusal | null }> {
  const problems: FieldProblem[] = [];
  const department =
    typeof input.department === 'string'
      ? await db.department.findUnique({ where: { id: input.department }, select: { id: true, name: true } })
      : null;
  if (typeof input.department === 'string' && department === null) {
    problems.push({ path: 'department', message: 'There is no department with this id.' });
  }
  const asked = input.dataSources ?? [];
  const known = await db.dataSource.findMany({
    where: {
      OR: [{ id: { in: asked.flatMap(({ id }) => id ?? []) } }, { key: { in: asked.flatMap(({ key }) => key ?? []) } }],
    },
  });
  const sources = asked.flatMap(({ id, key, mode }, index): SiteSource[] => {
    const source = known.find((row) => row.id === id || (id === undefined && row.key === key));
    if (source === undefined) {
      problems.push({ path: `dataSources[${index}]`, message: `There is no data source ${id ?? key ?? 'without id and key'}.` });
      return [];
    }
    return [{ id: source.id, key: source.key, name: source.name, sensitivity: source.sensitivity, mode }];
  });
  const doubled = sources.findIndex(({ id }, index) => sources.findIndex((other) => other.id === id) !== index);
  if (doubled >= 0) problems.push({ path: `dataSources[${doubled}]`, message: 'This data source is named twice.' });
  return {
    department,
    sources,
    problem: problems.length === 0 ? null : refuse('rule', problems.map(({ message }) => message).join(' '), { fields: problems }),
  };
}
