'use client';

import { DateField } from '../form/date-field';
import { errorFor } from '../form/form-error';
import { TextArea } from '../form/text-area';
import { Instant } from '../ui/time';
import { CommandForm } from './command-form';
import { dayAfter, renewalPresets, suggestedRenewal } from './date-presets';
import { textOf } from './form-value';
import type { RunOnSite } from './site-commands';

export interface RenewFormProps {
  site: { id: string; revision: number; expiresAt: string | null };
  now: string;
  renewSite: RunOnSite;
}

/** Moves the expiry date on, within what the classification allows. */
export function RenewForm({ site, now, renewSite }: RenewFormProps) {
  return (
    <CommandForm
      run={renewSite}
      toInput={(form) => ({
        siteId: site.id,
        revision: site.revision,
        expiresAt: textOf(form, 'expiresAt'),
        reason: textOf(form, 'reason'),
      })}
      submitLabel="Renew"
      pendingLabel="Renewing…"
      success="Renewed"
    >
      {(problem) => (
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
            defaultValue={suggestedRenewal(now, site.expiresAt)}
            presets={renewalPresets(now, site.expiresAt)}
            hint="It runs until that day begins, by UTC. How far it can go depends on the classification."
            error={errorFor(problem, 'expiresAt')}
          />
          <TextArea
            name="reason"
            label="Why it is still needed"
            required
            maxLength={2000}
            error={errorFor(problem, 'reason')}
          />
        </>
      )}
    </CommandForm>
  );
}
