import { Prisma } from './generated/client';

const { sql, join, raw } = Prisma;

/** One sort key: its expression, the type its values are compared as, and its direction. Nulls come last either way. */
export type SortKey = {
  expression: Prisma.Sql;
  type: 'text' | 'timestamptz' | 'int8' | 'uuid' | `"${string}"`;
  descending: boolean;
  nullable: boolean;
  /** All values there are, ascending, as SQL literals of the expression's type: few, so that a list goes from one to the next. */
  values?: readonly string[];
};

export type SortValue = string | number | null;

/**
 * A stretch of the list within which an index can give the order: where the first key has one of few values, or where
 * it is there at all, or where it isn't. A page is read stretch by stretch until it is full. Written as one statement,
 * no index serves nulls last in both directions, nor a key of five values followed by another.
 */
export type Stretch = {
  conditions: Prisma.Sql[];
  /** What orders the stretch, from the key that varies; `at` is its place among all keys. */
  keys: (SortKey & { at: number })[];
  /** The fixed values of the keys before, by place. */
  fixed: (SortValue | { present: true })[];
};

/** The stretches of an order, in that order. */
export function stretchesOf(keys: readonly SortKey[], at = 0): Stretch[] {
  const [first, ...rest] = keys;
  if (first === undefined) return [{ conditions: [], keys: [], fixed: [] }];
  const after = (condition: Prisma.Sql, value: SortValue): Stretch[] =>
    stretchesOf(rest, at + 1).map((stretch) => ({ ...stretch, conditions: [condition, ...stretch.conditions], fixed: [value, ...stretch.fixed] }));
  const missing = first.nullable ? after(sql`${first.expression} IS NULL`, null) : [];
  if (first.values !== undefined) {
    const values = first.descending ? [...first.values].reverse() : first.values;
    return [...values.flatMap((value) => after(sql`${first.expression} = ${raw(value)}`, plain(value))), ...missing];
  }
  const present: Stretch = {
    conditions: first.nullable ? [sql`${first.expression} IS NOT NULL`] : [],
    keys: [{ ...first, nullable: false, at }, ...rest.map((key, index) => ({ ...key, at: at + index + 1 }))],
    fixed: [{ present: true }],
  };
  return [present, ...missing];
}

/** `'live'::"SiteState"` as a cursor holds it: live. A number stays one. */
function plain(literal: string): SortValue {
  const text = /^'(.*?)'/.exec(literal)?.[1];
  return text ?? Number(literal);
}

/** Which stretch the values of a cursor lie in; -1 for values that no row can have. */
export function stretchAt(stretches: readonly Stretch[], values: readonly SortValue[]): number {
  return stretches.findIndex(({ fixed }) =>
    fixed.every((value, index) => {
      const given = values[index] ?? null;
      return typeof value === 'object' && value !== null ? given !== null : value === given;
    }),
  );
}

/** ORDER BY for the keys of a stretch; backward reads the page before, so everything turns round. */
export function orderBy(keys: readonly SortKey[], backward: boolean, name: (key: SortKey, index: number) => Prisma.Sql = (key) => key.expression): Prisma.Sql {
  return join(
    keys.map((key, index) => {
      const direction = raw(key.descending !== backward ? 'DESC' : 'ASC');
      const nulls = key.nullable ? raw(backward ? ' NULLS FIRST' : ' NULLS LAST') : Prisma.empty;
      return sql`${name(key, index)} ${direction}${nulls}`;
    }),
  );
}

/**
 * The rows beyond `values` in the keys' order; the first key is never null. One comparison of rows where all keys run
 * the same way; else an OR of prefixes with the bound on the first key ANDed on top: without it the planner walks the
 * index from its start, as an offset would.
 */
export function beyond(keys: readonly SortKey[], values: readonly SortValue[], backward: boolean): Prisma.Sql {
  const [first] = keys;
  if (first === undefined) return sql`FALSE`;
  const sameWay = keys.every(({ descending, nullable }) => descending === first.descending && !nullable);
  if (sameWay) {
    const sign = raw(first.descending !== backward ? '<' : '>');
    return sql`(${join(keys.map(({ expression }) => expression))}) ${sign} (${join(keys.map((key, index) => typed(key, values[index] ?? null)))})`;
  }
  const steps = keys.map((key, index) => {
    const same = keys.slice(0, index).map((earlier, at) => equals(earlier, values[at] ?? null));
    return sql`(${join([...same, passes(key, values[index] ?? null, backward)], ' AND ')})`;
  });
  const bound = sql`${first.expression} ${raw(first.descending !== backward ? '<=' : '>=')} ${typed(first, values[0] ?? null)}`;
  return sql`${bound} AND (${join(steps, ' OR ')})`;
}

function typed(key: SortKey, value: SortValue): Prisma.Sql {
  return sql`${value === null ? null : String(value)}::text::${raw(key.type)}`;
}

function equals(key: SortKey, value: SortValue): Prisma.Sql {
  return value === null ? sql`${key.expression} IS NULL` : sql`${key.expression} = ${typed(key, value)}`;
}

/** Strictly beyond the value. Nulls are the far end: nothing lies beyond one going forward, everything else going back. */
function passes(key: SortKey, value: SortValue, backward: boolean): Prisma.Sql {
  if (value === null) return backward ? sql`${key.expression} IS NOT NULL` : sql`FALSE`;
  const comparison = sql`${key.expression} ${raw(key.descending !== backward ? '<' : '>')} ${typed(key, value)}`;
  return key.nullable && !backward ? sql`(${comparison} OR ${key.expression} IS NULL)` : comparison;
}
