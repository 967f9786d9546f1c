import type { RetirementView } from '@/lib/retirements/retirement-shape';
import type { RunRetirement } from '../sites/site-commands';
import { DialogButton } from '../ui/dialog-button';
import { Instant } from '../ui/time';
import { SecretForm } from './secret-form';

export interface SecretListProps {
  siteId: string;
  secrets: RetirementView['secrets'];
  now: string;
  disabledReason: string | undefined;
  run: RunRetirement;
}

/** The secrets of a Site to tick off, each with what it gave access to. */
export function SecretList({ siteId, secrets, now, disabledReason, run }: SecretListProps) {
  return (
    <>
      {secrets.length === 0 && <p>Its environment names no secrets.</p>}
      <ul className="space-y-2">
        {secrets.map(({ key, powered, note, revokedAt, revokedBy }) => (
          <li key={key} className="flex flex-wrap items-start gap-x-3 gap-y-1">
            <div className="min-w-0 flex-1 basis-60">
              <p>
                <code className="font-mono text-xs break-all">{key}</code>: {revokedAt === null ? 'still to be revoked at its source' : 'revoked'}
              </p>
              {powered !== null && <p className="text-muted">For: {powered}</p>}
              {note !== null && <p className="text-muted">{note}</p>}
              {revokedBy !== null && revokedAt !== null && (
                <p className="text-xs text-muted">
                  {revokedBy}, <Instant at={revokedAt} now={now} format="both" />
                </p>
              )}
            </div>
            {revokedAt === null && (
              <DialogButton label="Revoked" buttonSize="sm" title={`${key} is revoked`} disabledReason={disabledReason}>
                <SecretForm siteId={siteId} secret={{ key, powered }} run={run} />
              </DialogButton>
            )}
          </li>
        ))}
      </ul>
      <DialogButton label="Add a secret" buttonSize="sm" title="One more secret to revoke" disabledReason={disabledReason}>
        <SecretForm siteId={siteId} secret={null} run={run} />
      </DialogButton>
    </>
  );
}
