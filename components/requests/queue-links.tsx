import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { QueuePlace } from '@/lib/requests/get-queue-place';
import { LinkButton } from '../ui/link-button';
import { ReviewKeys } from './review-keys';

/** Where one is in the queue, and the way to its neighbours. */
export function QueueLinks({ previous, next, place, waiting }: QueuePlace) {
  if (previous === null && next === null) return null;
  return (
    <nav aria-label="Queue" className="flex items-center gap-1">
      <ReviewKeys previous={previous} next={next} />
      <span className="px-1 text-muted">{place === null ? `${waiting} waiting for you` : `${place} of ${waiting}`}</span>
      {previous !== null && (
        <LinkButton href={`/requests/${previous}`} variant="ghost" iconOnly aria-label="Previous request" aria-keyshortcuts="k" icon={<ChevronLeft aria-hidden="true" size={16} />} />
      )}
      {next !== null && (
        <LinkButton href={`/requests/${next}`} variant="ghost" iconOnly aria-label="Next request" aria-keyshortcuts="j" icon={<ChevronRight aria-hidden="true" size={16} />} />
      )}
    </nav>
  );
}
