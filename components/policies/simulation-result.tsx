import Link from 'next/link';
import { policyTriggerLabels, policyTriggers, type PolicyTrigger } from '@/lib/domain/policy';
import { policyConsequenceVerbs, policyConsequences, type PolicyConsequence, type SimulatedGroup, type SimulatedOutcome } from '@/lib/domain/policy-simulation';
import type { SimulationView } from '@/lib/policies/simulation-shape';
import { Callout } from '../ui/callout';
import { Disclosure } from '../ui/disclosure';
import { FormattedNumber } from '../ui/number';
import { Instant } from '../ui/time';

export interface SimulationResultProps {
  simulation: SimulationView;
  now: string;
}

/** What requests are called, one and many, by when they ask. */
const requestNouns: Partial<Record<PolicyTrigger, [string, string]>> = {
  widen: ['widening', 'widenings'],
  renew: ['renewal beyond policy', 'renewals beyond policy'],
  re_enable: ['re-enabling', 're-enablings'],
  transfer: ['transfer', 'transfers'],
  change: ['re-review', 're-reviews'],
};

/** What it means to look at the Sites of today under a trigger. */
const siteViews: Record<PolicyTrigger, string> = {
  create: 'as if it were registered now',
  widen: 'as if its audience of today were asked for now',
  renew: 'as if it were renewed now',
  deploy: 'as if a version were deployed now',
  re_enable: 'that is disabled, as if it were re-enabled now',
  transfer: 'as if it changed hands now',
  change: 'that is open to others, as if its record changed now',
  drift: 'that differs from what was approved',
  sweep: 'at the next sweep',
};

/** What the rules would have done, and what those in force did, with the first of each by name. */
export function SimulationResult({ simulation: { tally, startedAt }, now }: SimulationResultProps) {
  const groups = policyTriggers.flatMap((trigger) => [
    ...(tally.requests[trigger] === undefined ? [] : [{ key: `requests ${trigger}`, title: requestTitle(trigger, tally.requests[trigger]), nouns: requestNouns[trigger] ?? (['request', 'requests'] as [string, string]), group: tally.requests[trigger], isPast: true }]),
    ...(tally.sites[trigger] === undefined ? [] : [{ key: `sites ${trigger}`, title: `Each Site ${siteViews[trigger]}`, nouns: ['Site', 'Sites'] as [string, string], group: tally.sites[trigger], isPast: false }]),
  ]);
  return (
    <div className="space-y-4">
      <p className="text-xs text-muted">
        As of <Instant at={startedAt} now={now} format="both" />. Past requests are judged with the Site as it is today; who asked, for whom and for how long is as it was.
      </p>
      {tally.failures.length > 0 && (
        <Callout tone="danger" title="Some could not be judged, so it would have been no">
          <ul className="list-disc pl-4">
            {tally.failures.map(({ key, failure, count }) => (
              <li key={`${key} ${failure}`}>
                {key}, <FormattedNumber value={count} /> times: {failure}
              </li>
            ))}
          </ul>
        </Callout>
      )}
      {groups.length === 0 && <p className="text-muted">Nothing was found that these rules would be asked about.</p>}
      {groups.map(({ key, title, nouns, group, isPast }) => (
        <section key={key} aria-label={title}>
          <h3 className="font-medium">{title}</h3>
          <ul className="divide-y divide-line border-y border-line">
            {policyConsequences.every((consequence) => group.outcomes[consequence] === undefined) && (
              <li className="py-1.5 text-muted">
                None of {countText(group.total, nouns)} would have met a consequence.
              </li>
            )}
            {policyConsequences.map((consequence) => {
              const outcome = group.outcomes[consequence];
              return outcome && <Outcome key={consequence} consequence={consequence} outcome={outcome} group={group} nouns={nouns} isPast={isPast} />;
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}

function requestTitle(trigger: PolicyTrigger, { total }: SimulatedGroup): string {
  return `${policyTriggerLabels[trigger]}: ${countText(total, requestNouns[trigger] ?? ['request', 'requests'])} of the last year`;
}

function Outcome({ consequence, outcome, group, nouns, isPast }: { consequence: PolicyConsequence; outcome: SimulatedOutcome; group: SimulatedGroup; nouns: [string, string]; isPast: boolean }) {
  const { proposed, newly, still, spared, named } = outcome;
  return (
    <li className="py-1.5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 flex-1 basis-52">
          {isPast ? `Would have ${policyConsequenceVerbs[consequence].past}` : `Would ${policyConsequenceVerbs[consequence].present}`} <strong className="font-semibold">{proposed.toLocaleString('en-US')}</strong> of {countText(group.total, nouns)}
        </span>
        <span className={newly + spared === 0 ? 'text-muted' : 'font-medium'}>{differenceText(outcome, consequence)}</span>
      </div>
      <Named title={consequence === 'asked' ? 'asked for more than today' : 'new'} count={newly} items={named.newly} />
      <Named title="as today" count={still} items={named.still} />
      <Named title={consequence === 'asked' ? 'asked for less than today' : 'no longer'} count={spared} items={named.spared} />
    </li>
  );
}

/** How that differs from what the policies in force say. */
function differenceText({ inForce, newly, spared }: SimulatedOutcome, consequence: PolicyConsequence): string {
  if (newly + spared === 0) return 'the same as today';
  const isMore = consequence === 'asked';
  const parts = [
    ...(newly === 0 ? [] : [`${newly.toLocaleString('en-US')} ${isMore ? 'for more' : 'new'}`]),
    ...(spared === 0 ? [] : [`${spared.toLocaleString('en-US')} ${isMore ? 'for less' : 'no longer'}`]),
  ];
  return `today ${inForce.toLocaleString('en-US')}: ${parts.join(', ')}`;
}

function Named({ title, count, items }: { title: string; count: number; items: SimulatedOutcome['named']['newly'] }) {
  if (items.length === 0 || count <= 0) return null;
  return (
    <Disclosure summary={`See them: ${count.toLocaleString('en-US')} ${title}`}>
      <ul className="divide-y divide-line border-t border-line">
        {items.map(({ site, requestId, because }) => (
          <li key={`${site.id} ${requestId ?? ''}`} className="grid gap-x-3 py-1 sm:grid-cols-[14rem_minmax(0,1fr)]">
            <Link href={requestId === null ? `/sites/${site.slug}` : `/requests/${requestId}`} prefetch={false} className="inline-flex min-h-6 items-center truncate hover:underline">
              {site.title}
            </Link>
            <span className="min-w-0 break-words text-muted">{because.join(' ')}</span>
          </li>
        ))}
      </ul>
      {count > items.length && (
        <p className="text-muted">
          and <FormattedNumber value={count - items.length} /> more
        </p>
      )}
    </Disclosure>
  );
}

function countText(count: number, [one, many]: [string, string]): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
