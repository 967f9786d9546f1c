import type { ReReviewForecast } from '@/lib/requests/foresee-re-reviews';

/** What a change of the source matrix would open, as a sentence or two; null where it opens and closes nothing. */
export function reReviewForecastText({ opens, closes, isExact }: ReReviewForecast): string | null {
  if (opens === 0 && (closes ?? 0) === 0) return null;
  const count = opens.toLocaleString('en-US');
  const opened = `${isExact ? '' : 'Up to '}${count} ${opens === 1 ? 'Site' : 'Sites'} would be reviewed again, because ${opens === 1 ? 'its' : 'their'} approval rests on what it is now.`;
  const closed = closes === null ? ' Policies may close some of them first.' : closes === 0 ? '' : ` Policies would close ${closes.toLocaleString('en-US')} to all but owner and admins until somebody has decided.`;
  return `${opens === 0 ? '' : opened}${closed}`.trim();
}
