import { Prisma } from './generated/client';

const { sql, join, raw } = Prisma;

/** One sort key: its expression, the type its values are compared as, and its direction. Nulls come last either way. */
export type SortKey = {
  expression: Prisma.Sql;
  type: 'text' | 'timestamptz' | 'int8' | 'uuid';
  descending: boolean;
  nullable: boolean;
};

export type SortValue = string | number | null;

/** ORDER BY for the keys; backward reads the page before, so everything turns round. */
export function orderBy(keys: readonly SortKey[], backward: boolean): Prisma.Sql {
  return join(
    keys.map(({ expression, descending, nullable }) => {
      const direction = raw(descending !== backward ? 'DESC' : 'ASC');
      const nulls = nullable ? raw(backward ? ' NULLS FIRST' : ' NULLS LAST') : Prisma.empty;
      return sql`${expression} ${direction}${nulls}`;
    }),
  );
}

/**
 * The rows beyond `values` in the keys' order. Written as an OR of prefixes, with the bound on the first key
 * ANDed on top: without it the planner walks the index from its start, as an offset would.
 */
export function beyond(keys: readonly SortKey[], values: readonly SortValue[], backward: boolean): Prisma.Sql {
  const steps = keys.map((key, index) => {
    const same = keys.slice(0, index).map((earlier, at) => equals(earlier, values[at] ?? null));
    return sql`(${join([...same, passes(key, values[index] ?? null, backward)], ' AND ')})`;
  });
  const [first] = keys;
  const anyStep = sql`(${join(steps, ' OR ')})`;
  if (first === undefined) return sql`FALSE`;
  const bound = reaches(first, values[0] ?? null, backward);
  return bound === null ? anyStep : sql`${bound} AND ${anyStep}`;
}

function typed(key: SortKey, value: SortValue): Prisma.Sql {
  return sql`${value}::text::${raw(key.type)}`;
}

function equals(key: SortKey, value: SortValue): Prisma.Sql {
  return value === null ? sql`${key.expression} IS NULL` : sql`${key.expression} = ${typed(key, text(value))}`;
}

/** Strictly beyond the value. Nulls are the far end: nothing lies beyond one going forward, everything else going back. */
function passes(key: SortKey, value: SortValue, backward: boolean): Prisma.Sql {
  if (value === null) return backward ? sql`${key.expression} IS NOT NULL` : sql`FALSE`;
  const comparison = sql`${key.expression} ${raw(key.descending !== backward ? '<' : '>')} ${typed(key, text(value))}`;
  return key.nullable && !backward ? sql`(${comparison} OR ${key.expression} IS NULL)` : comparison;
}

/** At or beyond the value; null where it would exclude nothing that an index could skip. */
function reaches(key: SortKey, value: SortValue, backward: boolean): Prisma.Sql | null {
  if (value === null) return backward ? null : sql`${key.expression} IS NULL`;
  if (key.nullable && !backward) return null;
  return sql`${key.expression} ${raw(key.descending !== backward ? '<=' : '>=')} ${typed(key, text(value))}`;
}

function text(value: string | number): string {
  return String(value);
}
