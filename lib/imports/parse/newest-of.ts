import type { ImportRefusal } from './refusal';

/**
 * Of several objects with the same id in one input the newest, by rank (the first number that differs decides) and then
 * by place. The others are refused as superseded, unless they say exactly the same. The order of first places stays.
 */
export function newestOf<Value>(
  placed: readonly { path: string; value: Value }[],
  idOf: (value: Value) => string,
  rankOf: (value: Value) => number[],
  refused: ImportRefusal[],
): Value[] {
  const newest = new Map<string, { path: string; value: Value }>();
  for (const candidate of placed) {
    const id = idOf(candidate.value);
    const current = newest.get(id);
    if (current === undefined) {
      newest.set(id, candidate);
      continue;
    }
    const isOlder = compare(rankOf(candidate.value), rankOf(current.value)) < 0;
    const [winner, loser] = isOlder ? [current, candidate] : [candidate, current];
    newest.set(id, winner);
    if (JSON.stringify(winner.value) === JSON.stringify(loser.value)) continue;
    refused.push({ path: loser.path, field: 'id', reason: `The same id stands again at ${winner.path}, which is newer. That one was used.` });
  }
  return [...newest.values()].map(({ value }) => value);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, left] of a.entries()) {
    const difference = left - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
