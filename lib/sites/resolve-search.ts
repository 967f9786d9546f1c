import { NIL } from 'uuid';
import { z } from 'zod';
import type { FieldProblem } from '@/lib/domain/refusal';
import { Prisma } from '@/lib/db/generated/client';
import type { Database } from '@/lib/db/client';
import { ProblemError } from '@/lib/gate/problem';
import { myself, nobody, type Choice, type SiteSearch } from './site-search';
import type { ResolvedSearch } from './site-where';

const isId = (word: string): boolean => z.uuid().safeParse(word).success;

const lookups = {
  department: (ids: string[], words: string[]) =>
    Prisma.sql`SELECT id::text, lower(name) AS word FROM department WHERE id = ANY (${ids}::uuid[]) OR lower(name) = ANY (${words}::text[])`,
  person: (ids: string[], words: string[]) =>
    Prisma.sql`SELECT id::text, email AS word FROM person WHERE id = ANY (${ids}::uuid[]) OR email = ANY (${words}::text[])`,
  source: (ids: string[], words: string[]) =>
    Prisma.sql`SELECT d.id::text, w.word FROM data_source d CROSS JOIN LATERAL (VALUES (lower(d.key)), (lower(d.name))) w (word)
                WHERE d.id = ANY (${ids}::uuid[]) OR w.word = ANY (${words}::text[])`,
};

const references = { department: 'department', owner: 'person', successor: 'person', source: 'source' } as const;

/** Looks up the words of a search. @throws ProblemError 400 that names what doesn't exist; nothing is ignored. */
export async function resolveSearch(db: Database, { sort: _, ...search }: SiteSearch, personId: string | null): Promise<ResolvedSearch> {
  const problems: FieldProblem[] = [];
  const resolved: ResolvedSearch = { ...search };
  await Promise.all(
    (Object.keys(references) as (keyof typeof references)[]).map(async (field) => {
      const choice = search[field];
      if (choice !== undefined) resolved[field] = await resolve(field, choice);
    }),
  );
  if (problems.length > 0) throw new ProblemError('invalid', problems.map(({ message }) => message).join(' '), problems);
  return resolved;

  async function resolve(field: keyof typeof references, choice: Choice): Promise<Choice> {
    const people = references[field] === 'person';
    const asked = [...choice.any, ...choice.not].filter((word) => word !== nobody && !(people && word === myself));
    const found = asked.length === 0 ? [] : await lookUp(field, asked);
    const idsOf = (word: string): string[] => {
      if (word === nobody) return [nobody];
      // The system owns nothing: its `me` is an id that nobody has.
      if (people && word === myself) return [personId ?? NIL];
      const ids = found.filter((row) => row.id === word.toLowerCase() || row.word === word.toLowerCase()).map(({ id }) => id);
      if (ids.length === 0) problems.push({ path: field, message: `There is no ${field} “${word}”.` });
      return ids;
    };
    return { any: [...new Set(choice.any.flatMap(idsOf))], not: [...new Set(choice.not.flatMap(idsOf))] };
  }

  async function lookUp(field: keyof typeof references, words: string[]): Promise<{ id: string; word: string }[]> {
    const statement = lookups[references[field]](words.filter(isId), words.filter((word) => !isId(word)).map((word) => word.toLowerCase()));
    return (await db.pool.query<{ id: string; word: string }>({ text: statement.text, values: statement.values })).rows;
  }
}
