import type { EvidenceSite } from '@/lib/campaigns/read-evidence';
import { answererReasonLabels } from '@/lib/domain/campaign';
import { Panel } from '../ui/panel';
import { Instant } from '../ui/time';
import { EffectBadge, ItemStateBadge, VerdictBadge } from './campaign-badges';
import { EntryRow } from './entry-row';

/** Entries of one Site that the page shows; the files have all of them. */
const shown = 200;

/** What was found of each Site: who was asked, who answered, everybody who could open it. Names as they were then. */
export function EvidenceSites({ sites, now }: { sites: EvidenceSite[]; now: string }) {
  return (
    <div className="space-y-4">
      {sites.map(({ site, reviewer, state, answeredAt, answeredBy, note, effect, effectNote, entries }) => (
        <Panel
          key={site.id}
          title={site.title}
          description={
            <>
              Asked: {reviewer === null ? 'the admins' : `${reviewer.name}, ${answererReasonLabels[reviewer.why]}`}.
              {answeredAt !== null && (
                <>
                  {' '}
                  Answered by {answeredBy} on <Instant at={answeredAt} now={now} format="both" />.
                </>
              )}
              {note !== null && ` “${note}”`}
              {effectNote !== null && ` ${effectNote}`}
            </>
          }
          flush
          actions={
            <>
              {effect !== null && state !== 'gone' && <EffectBadge effect={effect} />}
              <ItemStateBadge state={state} />
            </>
          }
        >
          <ul className="divide-y divide-line">
            {entries.slice(0, shown).map((entry) => (
              <EntryRow key={entry.id} entry={entry}>
                <VerdictBadge verdict={entry.verdict} />
              </EntryRow>
            ))}
          </ul>
          {entries.length > shown && <p className="border-t border-line px-4 py-2 text-muted">{(entries.length - shown).toLocaleString('en-US')} more stand in the files.</p>}
        </Panel>
      ))}
    </div>
  );
}
