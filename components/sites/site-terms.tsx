import Link from 'next/link';
import { audienceLabels } from '@/lib/domain/audience';
import type { SiteRecord } from '@/lib/sites/site-shape';
import { Callout } from '../ui/callout';
import { Instant } from '../ui/time';

/** Until when the audience is widened, and what it falls back to; nothing where it is for good. */
export function SiteTerms({ record, now }: { record: SiteRecord; now: string }) {
  const [underWay, ...later] = record.terms;
  if (underWay === undefined) return null;
  return (
    <Callout title="The audience falls back by itself">
      <ol className="space-y-0.5">
        {[underWay, ...later].map(({ requestId, endsAt, fallback }) => (
          <li key={requestId}>
            On <Instant at={endsAt} now={now} format="both" /> to: {fallbackText(fallback)}. <Link href={`/requests/${requestId}`} prefetch={false} className="underline">What was asked for</Link>
          </li>
        ))}
      </ol>
      <p className="mt-1 text-muted">Whoever has left or was taken out meanwhile does not come back. Those who lose access are told before. To keep it open for longer, ask for another widening.</p>
    </Callout>
  );
}

function fallbackText({ mode, people, groups }: SiteRecord['terms'][number]['fallback']): string {
  if (mode !== 'custom') return audienceLabels[mode].toLowerCase();
  const names = [...people.map(({ name }) => name), ...groups.map(({ name }) => `the group ${name}`)];
  const rest = names.length - 10;
  return rest > 0 ? `${names.slice(0, 10).join(', ')} and ${rest.toLocaleString('en-US')} more` : names.join(', ');
}
