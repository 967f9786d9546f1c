/** Words further away than this many letters are no slip of the keyboard. */
const furthest = 2;

/** The word of `words` that was probably meant by `word`, or undefined where none is near. Letter case is no difference. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  // Longer than any word there is, and costly to compare.
  if (typed.length > 40) return undefined;
  const begun = typed.length > 1 ? words.find((each) => each.toLowerCase().startsWith(typed)) : undefined;
  if (begun !== undefined) return begun;
  let nearest: string | undefined;
  let least = Math.min(furthest, Math.floor(typed.length / 2)) + 1;
  for (const each of words) {
    const distance = editDistance(typed, each.toLowerCase());
    if (distance < least) [nearest, least] = [each, distance];
  }
  return nearest;
}

/** How many letters have to be put in, taken out or changed to make one word of the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let left = 1; left <= from.length; left += 1) {
    const next = [left];
    for (let right = 1; right <= to.length; right += 1) {
      const change = (row[right - 1] ?? 0) + (from[left - 1] === to[right - 1] ? 0 : 1);
      next.push(Math.min(change, (row[right] ?? 0) + 1, (next[right - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
