import type { HandoverDetail } from '@/lib/departures/handover-shape';
import { Callout } from '../ui/callout';
import { Instant } from '../ui/time';
import { siteCount } from './handover-words';

/** How far a handover is, what happens without an answer, and how Sites go back to somebody who came back. */
export function HandoverNote({ handover, now }: { handover: HandoverDetail; now: string }) {
  const { counts, from, to, decidedAt, madeAt } = handover;
  const became = [
    [counts.kept, 'kept'],
    [counts.retiring, 'retired or being retired'],
    [counts.reassigned, 'given to somebody else'],
  ] as const;
  const summary = became.flatMap(([count, words]) => (count === 0 ? [] : [`${count.toLocaleString('en-US')} ${words}`])).join(', ');
  return (
    <div className="mb-4 space-y-2">
      {counts.waiting > 0 ? (
        <Callout title={`${siteCount(counts.waiting)} to decide${summary === '' ? '' : ` (${summary})`}`}>
          Received <Instant at={madeAt} now={now} format="both" />. Without an answer nothing changes: {to.name} owns them, and they expire as all Sites do.
        </Callout>
      ) : (
        <Callout tone="success" title={`Decided: ${summary}`}>
          Received <Instant at={madeAt} now={now} format="both" />
          {decidedAt !== null && (
            <>
              , decided <Instant at={decidedAt} now={now} format="both" />
            </>
          )}
          .
        </Callout>
      )}
      {from.active && (
        <Callout title={`${from.name} is back`}>
          Sites do not go back by themselves. {counts.waiting > 0 ? `Choose them, then “Reassign” to ${from.name}.` : `Offer them to ${from.name} with “Transfer” on each Site’s page.`}
        </Callout>
      )}
    </div>
  );
}
