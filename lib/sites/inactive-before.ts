import { addDays } from 'date-fns';
import { classifications } from '@/lib/domain/classification';
import type { Settings } from '@/lib/domain/settings';
import { Prisma } from '@/lib/db/generated/client';

const { sql, join, raw } = Prisma;

/** For each classification, in the order of `classifications`: whoever was last visited then or earlier is inactive. */
export function inactiveBefore({ inactiveDays }: Pick<Settings, 'inactiveDays'>, now: Date): Date[] {
  return classifications.map((classification) => addDays(now, -inactiveDays[classification]));
}

/** Whether an instant lies so far back for the classification of `i`; the first bound is one that an index can use. */
export function isInactiveSince(instant: Prisma.Sql, before: readonly Date[]): Prisma.Sql {
  const latest = before.reduce((a, b) => (a > b ? a : b));
  if (before.every((at) => at.getTime() === latest.getTime())) return sql`${instant} <= ${latest}`;
  const each = classifications.map((classification, at) => sql`WHEN ${raw(`'${classification}'`)} THEN ${before[at] ?? latest}::timestamptz`);
  return sql`(${instant} <= ${latest} AND ${instant} <= CASE i.classification ${join(each, ' ')} END)`;
}
