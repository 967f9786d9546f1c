import { subDays } from 'date-fns';
import type { Reader } from '@/lib/db/client';
import type { WideningPreview } from './plan-shape';

/** Fewer decisions than this say nothing. */
const least = 5;
const most = 100;
const withinDays = 183;

/** How long widenings take here, from when they were last submitted to the decision, in hours; null: too few were decided yet. */
export async function readUsualHours(db: Reader, now: Date): Promise<WideningPreview['usualHours']> {
  const [row] = await db.$queryRaw<{ median: number | null; nineOfTen: number | null; requests: number }[]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY hours) AS median, percentile_cont(0.9) WITHIN GROUP (ORDER BY hours) AS "nineOfTen", count(*)::int AS requests
      FROM (
        SELECT (extract(epoch FROM decided_at - submitted_at) / 3600)::float8 AS hours
          FROM request WHERE kind = 'widening' AND state IN ('approved', 'rejected') AND decided_at >= ${subDays(now, withinDays)}
         ORDER BY decided_at DESC LIMIT ${most}
      ) lately`;
  if (row === undefined || row.requests < least || row.median === null || row.nineOfTen === null) return null;
  return { median: rounded(row.median), nineOfTen: rounded(row.nineOfTen), requests: row.requests };
}

function rounded(hours: number): number {
  return Math.max(0, Math.round(hours * 10) / 10);
}
