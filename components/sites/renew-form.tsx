'use client';

import { useState } from 'react';
import { DateField } from '../form/date-field';
import { errorFor } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { Callout } from '../ui/callout';
import { Instant } from '../ui/time';
import { CommandForm } from './command-form';
import { dayAfter, renewalPresets, suggestedRenewal } from './date-presets';
import { textOf } from './form-value';
import type { RunOnSite, RunRequest } from './site-commands';

export interface RenewFormProps {
  site: { id: string; revision: number; expiresAt: string | null };
  now: string;
  renewSite: RunOnSite;
  /** Until when it can be renewed at once, and how to ask for more; where it is left out, the server refuses what is too far. */
  beyond?: { renewableUntil: string; requestRenewal: RunRequest } | undefined;
}

/** Moves the expiry date on: at once within what the classification allows, by a request beyond it. */
export function RenewForm({ site, now, renewSite, beyond }: RenewFormProps) {
  const [day, setDay] = useState(suggestedRenewal(now, site.expiresAt));
  const needsDecision = beyond !== undefined && day !== '' && Date.parse(day) > Date.parse(beyond.renewableUntil);
  const toInput = (form: FormData) => ({ siteId: site.id, revision: site.revision, expiresAt: textOf(form, 'expiresAt'), reason: textOf(form, 'reason') });
  const fields = (problem: Parameters<typeof errorFor>[0]) => (
    <>
      <p>
        {site.expiresAt === null ? (
          'This Site has no expiry date yet.'
        ) : (
          <>
            {site.expiresAt <= now ? 'Expired since ' : 'Runs until '}
            <Instant at={site.expiresAt} now={now} format="both" />.
          </>
        )}
      </p>
      <DateField
        name="expiresAt"
        label="New expiry date"
        required
        min={dayAfter(now, 1)}
        value={day}
        onChange={setDay}
        presets={renewalPresets(now, site.expiresAt)}
        hint="It runs until that day begins, by UTC. How far it can go depends on the classification."
        error={errorFor(problem, 'expiresAt')}
      />
      <div aria-live="polite">
        {needsDecision && (
          <Callout title="Somebody else decides on that date">
            You can renew at once until <Instant at={beyond.renewableUntil} now={now} format="date" />. Beyond that a reviewer or an admin decides; until then nothing
            changes. You can withdraw the request.
          </Callout>
        )}
      </div>
      <TextArea name="reason" label="Why it is still needed" required maxLength={2000} error={errorFor(problem, 'reason')} />
    </>
  );
  // One form in both cases: a date that is changed must not take the reason away.
  return (
    <CommandForm<{ id: string }>
      run={needsDecision ? beyond.requestRenewal : renewSite}
      toInput={toInput}
      submitLabel={needsDecision ? 'Ask for it' : 'Renew'}
      pendingLabel={needsDecision ? 'Sending…' : 'Renewing…'}
      success={needsDecision ? 'Request sent to the reviewers' : 'Renewed'}
      link={needsDecision ? ({ id }) => ({ label: 'Open the request', href: `/requests/${id}` }) : undefined}
    >
      {fields}
    </CommandForm>
  );
}
