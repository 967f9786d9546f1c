import { z } from 'zod';
import type { FieldProblem } from '@/lib/domain/refusal';
import type { Reader } from '@/lib/db/client';
import { ProblemError } from '@/lib/gate/problem';
import { myself, nobody, type SiteSearch } from './site-search';
import type { ResolvedSearch } from './site-where';

const isId = (word: string): boolean => z.uuid().safeParse(word).success;

/** Looks up the words of a search. @throws ProblemError 400 that names what doesn't exist; nothing is ignored. */
export async function resolveSearch(db: Reader, search: SiteSearch, personId: string | null): Promise<ResolvedSearch> {
  const problems: FieldProblem[] = [];

  const departmentIds = await idsOf('department', search.department, [], (ids, names) =>
    db.department
      .findMany({ where: { OR: [{ id: { in: ids } }, { name: { in: names, mode: 'insensitive' } }] } })
      .then((rows) => rows.map(({ id, name }) => ({ id, word: name }))),
  );
  const me = personId === null ? [] : [personId];
  const ownerIds = await idsOf('owner', search.owner, me, (ids, emails) =>
    db.person
      .findMany({ where: { OR: [{ id: { in: ids } }, { email: { in: emails } }] }, select: { id: true, email: true } })
      .then((rows) => rows.map(({ id, email }) => ({ id, word: email }))),
  );
  const sourceIds = await idsOf('source', search.source, [], (ids, keys) =>
    db.dataSource
      .findMany({ where: { OR: [{ id: { in: ids } }, { key: { in: keys, mode: 'insensitive' } }, { name: { in: keys, mode: 'insensitive' } }] } })
      .then((rows) => rows.flatMap(({ id, key, name }) => [{ id, word: key }, { id, word: name }])),
  );
  if (problems.length > 0) throw new ProblemError('invalid', problems.map(({ message }) => message).join(' '), problems);
  return { ...search, departmentIds, ownerIds, sourceIds };

  async function idsOf(
    path: string,
    words: string[] | undefined,
    mine: string[],
    find: (ids: string[], names: string[]) => Promise<{ id: string; word: string }[]>,
  ): Promise<string[]> {
    const asked = (words ?? []).filter((word) => word !== nobody);
    if (asked.length === 0) return [];
    const found = new Set<string>();
    const rest = asked.filter((word) => {
      if (word !== myself || path !== 'owner') return true;
      for (const id of mine) found.add(id);
      return false;
    });
    const rows = await find(
      rest.filter(isId),
      rest.filter((word) => !isId(word)).map((word) => (path === 'owner' ? word.toLowerCase() : word)),
    );
    for (const word of rest) {
      const hits = rows.filter((row) => row.id === word || row.word.toLowerCase() === word.toLowerCase());
      if (hits.length === 0) problems.push({ path, message: `There is no ${path} “${word}”.` });
      for (const hit of hits) found.add(hit.id);
    }
    return [...found];
  }
}
