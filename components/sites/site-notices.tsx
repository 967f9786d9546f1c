import { disableReasonLabels } from '@/lib/domain/site';
import { Callout } from '../ui/callout';
import { Instant } from '../ui/time';
import type { SiteTabProps } from './site-overview';

/** What everybody who works on the Site has to know first. */
export function SiteNotices({ record, now }: Omit<SiteTabProps, 'site'>) {
  const { disabled, legalHold } = record;
  if (disabled === null && legalHold === null) return null;
  return (
    <div className="mb-4 space-y-2">
      {disabled !== null && (
        <Callout tone="danger" title={`Disabled: ${disableReasonLabels[disabled.reason].toLowerCase()}`}>
          Since <Instant at={disabled.at} now={now} format="both" /> only its owner and admins can open it.
          {disabled.note !== null && <> {disabled.note}</>}
        </Callout>
      )}
      {legalHold !== null && (
        <Callout tone="warning" title="Under legal hold">
          Since <Instant at={legalHold.at} now={now} format="both" /> nothing of this Site may be deleted. {legalHold.reason}
        </Callout>
      )}
    </div>
  );
}
