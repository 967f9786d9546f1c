import { audienceLabels } from '@/lib/domain/audience';
import { longUtcDate } from '@/lib/domain/utc-day';
import type { RequestSummary } from '@/lib/requests/request-shape';

/** Who gains access, in words: "412 gain access". */
export function gainsText(gains: number): string {
  if (gains === 0) return 'nobody gains access today';
  return gains === 1 ? '1 person gains access' : `${gains.toLocaleString('en-US')} gain access`;
}

/** What a request asks for, in one line. */
export function requestAsk({ proposal, fromAudience }: Pick<RequestSummary, 'proposal' | 'fromAudience'>): string {
  if ('to' in proposal) return `${proposal.from?.name ?? 'Nobody'} → ${proposal.to.name}`;
  if ('expiresAt' in proposal) {
    const before = proposal.expiresAtBefore === null ? 'No expiry date' : longUtcDate(new Date(proposal.expiresAtBefore));
    return `${before} → ${longUtcDate(new Date(proposal.expiresAt))}`;
  }
  const to = audienceLabels[proposal.audience.mode];
  const modes = fromAudience === null || fromAudience === proposal.audience.mode ? to : `${audienceLabels[fromAudience]} → ${to}`;
  return `${modes}, ${gainsText(proposal.gains)}`;
}
