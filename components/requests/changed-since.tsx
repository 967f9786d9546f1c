import { audienceLabels } from '@/lib/domain/audience';
import type { RequestDetail } from '@/lib/requests/request-shape';
import { Callout } from '../ui/callout';
import { Instant } from '../ui/time';

/** What is another thing than what somebody saw before: since an approval that no longer counts, or since changes were asked for. */
export function ChangedSince({ request: { changedSince, revised, decisions }, now }: { request: RequestDetail; now: string }) {
  const outdated = decisions.filter(({ counts, decision }) => decision === 'approve' && !counts);
  if (revised === null && (changedSince.length === 0 || outdated.length === 0)) return null;
  return (
    <div className="mb-4 space-y-3">
      {outdated.length > 0 && changedSince.length > 0 && (
        <Callout tone="warning" title={`${outdated.map(({ reviewer }) => reviewer.name).join(' and ')} approved an earlier round, which no longer counts`}>
          <p>Since then:</p>
          <ul className="list-disc pl-4">
            {changedSince.map((line, at) => (
              <li key={at}>{line}</li>
            ))}
          </ul>
        </Callout>
      )}
      {revised !== null && (
        <Callout title={`Revised after ${revised.askedBy.name} asked for changes`}>
          {revised.note !== null && <p className="break-words whitespace-pre-line">“{revised.note}”</p>}
          <ul className="list-disc pl-4">
            {revisions(revised).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className="text-muted">
            Asked <Instant at={revised.askedAt} now={now} />
          </p>
        </Callout>
      )}
    </div>
  );
}

/** Beyond that a line is no longer read; what changes stands below, name by name. */
const mostNamed = 30;

function revisions({ diff, evidence, untilBefore, untilAfter }: NonNullable<RequestDetail['revised']>): string[] {
  const names = (list: { name: string }[]) => {
    const first = list.slice(0, mostNamed).map(({ name }) => name).join(', ');
    return list.length > mostNamed ? `${first} and ${(list.length - mostNamed).toLocaleString('en-US')} more` : first;
  };
  const date = (at: string | null) => (at === null ? 'for good' : `until ${at.slice(0, 10)}`);
  const lines = [
    ...(diff.from === diff.to ? [] : [`Audience: ${audienceLabels[diff.from].toLowerCase()} → ${audienceLabels[diff.to].toLowerCase()}`]),
    ...(diff.addedGroups.length + diff.addedPeople.length === 0 ? [] : [`Added: ${names([...diff.addedGroups, ...diff.addedPeople])}`]),
    ...(diff.removedGroups.length + diff.removedPeople.length === 0 ? [] : [`Taken off: ${names([...diff.removedGroups, ...diff.removedPeople])}`]),
    ...(untilBefore === untilAfter ? [] : [`For how long: ${date(untilBefore)} → ${date(untilAfter)}`]),
    ...evidence.map((line) => `Evidence: ${line}`),
  ];
  return lines.length === 0 ? ['Nothing but the reason.'] : lines;
}
