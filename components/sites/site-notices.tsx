import { disableReasonLabels, quarantineReasonLabels } from '@/lib/domain/site';
import type { SiteDetail, SiteRecord } from '@/lib/sites/site-shape';
import { Callout } from '../ui/callout';
import { LinkButton } from '../ui/link-button';
import { Instant } from '../ui/time';
import { SiteActionButton } from './site-dialogs';
import { SiteIncident } from './site-incident';
import type { SiteTabProps } from './site-overview';
import { SuccessionAnswer, type AnswerSuccession } from './succession-answer';

/** What everybody who works on the Site has to know first. */
export function SiteNotices({ site, record, now, ...answers }: SiteTabProps & AnswerSuccession) {
  const { legalHold, missingSince, fallbackNote, quarantine, incident } = record;
  // On its way out the Site keeps why it was disabled before; what matters then is the plan.
  const disabled = site.state === 'disabled' ? record.disabled : null;
  const { inactivity } = site;
  const failed = site.enforcement.filter(({ state }) => state === 'failed');
  const isAsked = site.actions.answer_succession.allowed && record.successor !== null;
  const says = [disabled, legalHold, missingSince, fallbackNote, quarantine, incident, inactivity].some((each) => each !== null);
  if (!says && !isAsked && failed.length === 0) return null;
  return (
    <div className="mb-4 space-y-2">
      {isAsked && <SuccessionAnswer site={site} acceptedAt={record.successorAcceptedAt} now={now} {...answers} />}
      {incident !== null && <SiteIncident site={site} incident={incident} now={now} />}
      {quarantine !== null && (
        <Callout tone="danger" title="In quarantine" actions={site.actions.release.allowed && <LinkButton href="/lifecycle/quarantine">Find an owner</LinkButton>}>
          {quarantineReasonLabels[quarantine.reason]}. Since <Instant at={quarantine.at} now={now} format="both" /> only its owner and admins can open it, until an admin gives it an owner.
        </Callout>
      )}
      {disabled !== null && (
        <Callout tone="danger" title={`Disabled: ${disableReasonLabels[disabled.reason].toLowerCase()}`}>
          {isClosed(site, record) ? (
            <>
              Since <Instant at={disabled.at} now={now} format="both" /> only its owner and admins can open it.
            </>
          ) : (
            <>
              Decided <Instant at={disabled.at} now={now} format="both" />: only its owner and admins may open it. Nothing has shown yet that the platform follows, so others may still get in.
            </>
          )}
          {disabled.note !== null && <> {disabled.note}</>}
          {disabled.reason === 'platform_action' && record.platform.status !== null && record.enforcement.state === 'unconfirmed' && <> The platform now reports “{record.platform.status}”: re-enable it here if it should be open.</>}
        </Callout>
      )}
      {missingSince !== null && (
        <Callout tone="danger" title="Missing on the platform" actions={<SiteActionButton action="note_fallback" size="sm" />}>
          A complete report of <Instant at={missingSince} now={now} format="both" /> didn’t show this Site any more. Its record stays; when a report shows it again, this note goes.
        </Callout>
      )}
      {fallbackNote !== null && (
        <Callout title="What people use meanwhile">
          <span className="whitespace-pre-line">{fallbackNote}</span>
        </Callout>
      )}
      {failed.map(({ id, wish, note }) => (
        <Callout key={id} tone="danger" title={`The platform doesn’t follow: ${wish}`}>
          {note}
        </Callout>
      ))}
      {inactivity !== null && (
        <Callout tone="warning" title="Is this still needed?" actions={<SiteActionButton action="keep" variant="primary" size="sm" />}>
          Nobody has visited it since <Instant at={inactivity.since} now={now} format="both" />.{' '}
          {inactivity.answerBy === null ? (
            'Its owner will be asked.'
          ) : (
            <>
              Its owner was asked on <Instant at={inactivity.askedAt ?? inactivity.answerBy} now={now} format="date" />. Without an answer it is disabled on{' '}
              <Instant at={inactivity.answerBy} now={now} format="date" />.
            </>
          )}
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

/** Whether a disabled Site is known to be closed. One that the platform doesn't know can't be open there. */
function isClosed({ enforcement, projectId, url }: SiteDetail, record: SiteRecord): boolean {
  const closing = enforcement.find(({ aspect }) => aspect === 'availability');
  if (closing !== undefined) return closing.state === 'confirmed';
  return record.enforcement.state === 'confirmed' || (projectId === null && url === null);
}
