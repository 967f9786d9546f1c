'use client';

import Link from 'next/link';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Problem } from '@/lib/gate/problem';
import { classificationLabels } from '@/lib/domain/classification';
import type { SiteSummary } from '@/lib/sites/site-shape';
import { DateField } from '../form/date-field';
import { SubmitButton } from '../form/submit-button';
import { TextArea } from '../form/text-area';
import { Badge } from '../ui/badge';
import { Callout } from '../ui/callout';
import { FormattedNumber } from '../ui/number';
import { Panel } from '../ui/panel';
import { Progress } from '../ui/progress';
import { Instant } from '../ui/time';
import { dayAfter, renewalPresets, suggestedRenewal } from './date-presets';
import { textOf } from './form-value';
import { readableText } from './readable-problem';
import { RenewalReasons } from './renewal-reasons';
import { ConditionBadges } from './site-badges';
import { useManySites, type SeenSite, type SiteResult } from './use-many-sites';

export interface RenewManyProps {
  sites: SiteSummary[];
  now: string;
  /** What the reason begins with. */
  startsWith?: string | undefined;
  /** Stands there when there is nothing to renew. */
  empty: ReactNode;
  renewSites: (sites: SeenSite[], input: { expiresAt: string; reason: string }) => Promise<SiteResult[]>;
}

/** Renews all ticked Sites with one date and one reason; each says what came of it. */
export function RenewMany({ sites: given, now, startsWith = '', empty, renewSites }: RenewManyProps) {
  const { sites, current, waiting, ticked, results, running, lost, failed, done: renewed, choose, tick, run, showRest } = useManySites(given, given);
  const [reason, setReason] = useState(startsWith);
  const renew = (form: FormData) => {
    const input = { expiresAt: textOf(form, 'expiresAt'), reason };
    return run(sites, ticked, (seen) => renewSites(seen, input));
  };

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (running === null) void renew(new FormData(event.currentTarget));
  };
  // Asked of the list here: the server's is empty as soon as the last is renewed, and the results stay in sight.
  if (sites.length === 0) return <>{empty}</>;
  return (
    <form onSubmit={onSubmit} className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Panel
        title="Sites to renew"
        description={`${ticked.size.toLocaleString('en-US')} of ${sites.length.toLocaleString('en-US')} chosen`}
        flush
        actions={
          <>
            <button type="button" className="min-h-6 underline" onClick={() => choose(waiting)}>
              Choose all
            </button>
            <button type="button" className="min-h-6 underline" onClick={() => choose([])}>
              Choose none
            </button>
          </>
        }
      >
        <ul className="divide-y divide-line">
          {sites.map((site) => (
            <li key={site.id} className="px-4 py-2">
              <div className="flex items-start gap-3">
                <input
                  type="checkbox"
                  id={`renew-${site.id}`}
                  aria-label={`Renew ${site.title}`}
                  checked={ticked.has(site.id)}
                  disabled={results.get(site.id) === null}
                  onChange={(event) => tick(site.id, event.target.checked)}
                  className="mt-1 size-4 shrink-0 accent-accent"
                />
                <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5">
                  <Link href={`/sites/${site.slug}`} className="inline-flex min-h-6 min-w-0 items-center truncate font-medium hover:underline">
                    {site.title}
                  </Link>
                  <span className="text-muted">{classificationLabels[site.classification]}</span>
                  <Outcome site={current.get(site.id) ?? site} result={results.get(site.id)} now={now} />
                </div>
              </div>
              {results.get(site.id) && <Refusal problem={results.get(site.id)} />}
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="Renewal">
        <div className="space-y-4">
          <div role="status" className="space-y-3 empty:hidden">
            {running !== null && <Progress label="Renewing" value={running.done} max={running.total} />}
            {running === null && results.size > 0 && (
              <Callout tone={failed > 0 ? 'warning' : 'success'} title={`${renewed.toLocaleString('en-US')} renewed${failed > 0 ? `, ${failed.toLocaleString('en-US')} not` : ''}`}>
                {failed > 0 && 'What stands in the way is said at each Site. Change the date or the record, then renew the rest.'}
              </Callout>
            )}
          </div>
          {lost && (
            <Callout alert tone="danger" title="The server did not answer">
              Sites without a result may not be renewed. Renew again: those that are renewed already stay as they are.
            </Callout>
          )}
          <DateField
            name="expiresAt"
            label="New expiry date"
            required
            min={dayAfter(now, 1)}
            defaultValue={suggestedRenewal(now, null)}
            presets={renewalPresets(now, null)}
            hint="Each Site can go as far as its classification allows; one that can’t is named."
          />
          <div className="space-y-1.5">
            <TextArea name="reason" label="Why they are still needed" required maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
            <RenewalReasons reason={reason} onChoose={setReason} />
          </div>
          <SubmitButton pending={running !== null} pendingLabel="Renewing…" disabledReason={ticked.size === 0 ? 'Choose at least one Site' : undefined}>
            Renew <FormattedNumber value={ticked.size} /> {ticked.size === 1 ? 'Site' : 'Sites'}
          </SubmitButton>
          {results.size > 0 && running === null && (
            <button
              type="button"
              className="ml-3 min-h-6 underline"
              onClick={() => showRest(given)}
            >
              Show what is left
            </button>
          )}
        </div>
      </Panel>
    </form>
  );
}

function Outcome({ site, result, now }: { site: SiteSummary; result: Problem | null | undefined; now: string }) {
  if (result === null) return <Badge tone="success">Renewed</Badge>;
  return (
    <>
      {result !== undefined && <Badge tone="danger">Not renewed</Badge>}
      <span className="inline-flex flex-wrap items-center gap-x-2 sm:ml-auto">
        <ConditionBadges conditions={site.conditions.filter((condition) => condition === 'expired' || condition === 'expiring')} />
        <span className="text-muted">{site.expiresAt === null ? 'No expiry date' : <Instant at={site.expiresAt} now={now} format="both" />}</span>
      </span>
    </>
  );
}

function Refusal({ problem }: { problem: Problem | null | undefined }) {
  return <p className="mt-1 pl-7 text-danger">{readableText(problem?.errors?.[0]?.message ?? problem?.detail ?? '')}</p>;
}
