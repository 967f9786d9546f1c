import { z } from 'zod';

/** People who would gain access now and would not have when a request was last approved in its round. */
export const newcomersSchema = z.object({
  people: z.int(),
  /** Through which of the groups that the request names, the most first; somebody may be in several. */
  groups: z.array(z.object({ name: z.string(), people: z.int() })),
  /** Those whom no group brings. */
  others: z.int(),
});
export type Newcomers = z.infer<typeof newcomersSchema>;

export const noNewcomers: Newcomers = { people: 0, groups: [], others: 0 };

/** What has changed with them, as sentences: “3 people joined Sales EMEA”. */
export function newcomersText({ groups, others }: Pick<Newcomers, 'groups' | 'others'>): string[] {
  return [...groups.map(({ name, people }) => `${peopleText(people)} joined ${name}`), ...(others === 0 ? [] : [`${peopleText(others)} more would gain access`])];
}

function peopleText(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en-US')} people`;
}
