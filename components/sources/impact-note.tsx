import Link from 'next/link';
import type { SourceImpact } from '@/lib/sources/source-shape';
import { Callout } from '../ui/callout';
import { reReviewForecastText } from './re-review-forecast-text';
import { matrixHref, sitesOfSource } from './source-links';

const sites = (count: number): string => `${count.toLocaleString('en-US')} ${count === 1 ? 'Site' : 'Sites'}`;

/** What a change of a source touches, each figure with the way to what it counts. */
export function ImpactNote({ sourceKey, impact }: { sourceKey: string; impact: SourceImpact }) {
  const { notAllowed, overExposed, requests, reReviews } = impact;
  const more = notAllowed.after - notAllowed.before;
  const isGrave = more > 0 || overExposed.newly > 0 || reReviews.opens > 0;
  return (
    <Callout tone={isGrave ? 'warning' : 'info'} title={impact.sites === 0 ? 'This touches no Site' : `This touches ${sites(impact.sites)}`}>
      {impact.sites > 0 && (
        <ul className="list-disc pl-5">
          <li>
            {impact.open === 0 ? 'None of them is open to more than its owner and admins.' : `${impact.open.toLocaleString('en-US')} of them ${impact.open === 1 ? 'is' : 'are'} open to more than owner and admins.`}{' '}
            <SeeThem href={sitesOfSource(sourceKey)} />
          </li>
          {more > 0 && (
            <li>
              {sites(more)} would use it in a way that is no longer allowed. Policies see it at the next change. <SeeThem href={matrixHref({ uses: sourceKey })} />
            </li>
          )}
          {more < 0 && <li>{sites(-more)} would no longer stand against the matrix.</li>}
          {overExposed.newly > 0 && (
            <li>
              {sites(overExposed.newly)} would become over-exposed: everybody can open {overExposed.newly === 1 ? 'it' : 'them'}. <SeeThem href={sitesOfSource(sourceKey, { condition: '-over_exposed', audience: 'workspace_all' })} />
            </li>
          )}
          {overExposed.noLonger > 0 && <li>{sites(overExposed.noLonger)} would no longer count as over-exposed.</li>}
          {reReviewForecastText(reReviews) !== null && <li>{reReviewForecastText(reReviews)}</li>}
          {requests > 0 && (
            <li>
              {requests.toLocaleString('en-US')} open {requests === 1 ? 'request begins' : 'requests begin'} another round: approvals so far rested on what it is now. <SeeThem href="/requests?view=open" />
            </li>
          )}
        </ul>
      )}
    </Callout>
  );
}

function SeeThem({ href }: { href: string }) {
  return (
    <Link href={href} prefetch={false} className="inline-block min-h-6 underline">
      See them
    </Link>
  );
}
