import type { SiteNotice } from '@/lib/retirements/get-site-notice';
import { Callout } from '../ui/callout';
import { Instant } from '../ui/time';
import { ReplacementLink } from './replacement-link';

/** What somebody is told who could open a Site that is closed, or is going to close. */
export function VisitorNotice({ notice, now }: { notice: SiteNotice; now: string }) {
  const { headline, lines, closesAt, replacement, ask } = notice;
  return (
    <div className="max-w-3xl">
      <Callout tone="warning" title={headline}>
        {closesAt !== null && (
          <p>
            It closes on <Instant at={closesAt} now={now} format="date" />.
          </p>
        )}
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {replacement !== null && (
          <p>
            Instead of it: <ReplacementLink replacement={replacement} />
          </p>
        )}
        <p>
          Questions go to{' '}
          {ask === null ? (
            'a workspace admin'
          ) : (
            <a className="underline" href={`mailto:${ask.email}`}>
              {ask.name}
            </a>
          )}
          .
        </p>
      </Callout>
    </div>
  );
}
