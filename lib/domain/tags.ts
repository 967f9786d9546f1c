import { z } from 'zod';
import { line } from './text';

/** How many tags a Site can carry: more than this, and they tell nobody anything. */
const tagLimit = 20;
const tooMany = `A Site carries at most ${tagLimit} tags.`;

/** One of the workspace's own words: lower case, trimmed, one line of 1 to 40 characters. */
const tagSchema = z.string().toLowerCase().pipe(line(40));

/** Tags as they are kept: without repeats, in the order of their characters, so that equal sets are equal lists. */
export const tagsSchema = z
  .array(tagSchema)
  .max(200, tooMany)
  .transform(sortedTags)
  .refine((tags) => tags.length <= tagLimit, tooMany);

/** Why a list of tags can't stand on a Site, or null. */
export function tagsProblem(tags: readonly string[]): string | null {
  return tags.length > tagLimit ? `${tooMany} This one would have ${tags.length}.` : null;
}

export function withTags(tags: readonly string[], more: readonly string[]): string[] {
  return sortedTags([...tags, ...more]);
}

export function withoutTags(tags: readonly string[], fewer: readonly string[]): string[] {
  return tags.filter((tag) => !fewer.includes(tag));
}

function sortedTags(tags: readonly string[]): string[] {
  return [...new Set(tags)].sort();
}
