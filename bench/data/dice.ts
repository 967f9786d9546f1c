/*
 * Expressions that stand in for chance. Each is a pure function of the row's number, a salt and the workspace's seed,
 * so that a row is the same whenever, in whatever order and on however many connections it is made.
 */

/** A text constant. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** An array of texts, which the planner folds into one constant. */
export function textArray(words: readonly string[]): string {
  return `ARRAY[${words.map(literal).join(',')}]::text[]`;
}

/** A number from 0 up to 1 for row `row`; another salt is another throw. */
export function unit(salt: number, row = 'n'): string {
  return `bench.unit(${row}, ${salt})`;
}

/** True for that share of the rows. */
export function chance(share: number, salt: number, row = 'n'): string {
  return `(${unit(salt, row)} < ${share})`;
}

/** A whole number from 0 up to `count`; a skew above 1 favours the low ones. */
export function index(count: number | string, salt: number, { skew = 1, row = 'n' } = {}): string {
  const throwOf = skew === 1 ? unit(salt, row) : `power(${unit(salt, row)}, ${skew})`;
  return `floor(${throwOf} * ${count})::bigint`;
}

/** One of the words, the first ones more often where there is a skew. */
export function word(words: readonly string[], salt: number, options?: { skew?: number; row?: string }): string {
  return `(${textArray(words)})[1 + ${index(words.length, salt, options)}]`;
}

/** One of the values, each with its share; the shares sum up to 1. */
export function choose(shares: Readonly<Record<string, number>>, salt: number, row = 'n'): string {
  const values = Object.keys(shares);
  let sum = 0;
  const bounds = Object.values(shares).slice(0, -1).map((share) => (sum += share).toFixed(6));
  return `(${textArray(values)})[1 + width_bucket(${unit(salt, row)}, ARRAY[${bounds.join(',')}]::float8[])]`;
}
