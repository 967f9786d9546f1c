import type { ReactNode } from 'react';
import type { RetirementView } from '@/lib/retirements/retirement-shape';
import { SiteActionButton } from '../sites/site-dialogs';
import type { RunRetirement } from '../sites/site-commands';
import { Callout } from '../ui/callout';
import { CopyButton } from '../ui/copy-button';
import { DialogButton } from '../ui/dialog-button';
import { LinkButton } from '../ui/link-button';
import { Panel } from '../ui/panel';
import { Instant } from '../ui/time';
import { Timeline } from '../ui/timeline';
import { DeletionForm } from './deletion-form';
import { eventTitle } from './event-title';
import { ExportList } from './export-list';
import { ReplacementLink } from './replacement-link';
import { RetirementStateBadge } from './retirement-state-badge';
import { RetirementStep } from './retirement-step';
import { SecretList } from './secret-list';

export interface RetirementPanelProps {
  retirement: RetirementView;
  now: string;
  /** Why nothing can be noted by whoever looks; null where it can. */
  settleRefusal: string | null;
  /** Why the deletion can't be confirmed by whoever looks; null where it can, once it was asked for. */
  deleteRefusal: string | null;
  commands: { settleExport: RunRetirement; settleSecret: RunRetirement; confirmDeletion: RunRetirement };
}

/** The plan of a retirement as steps with their dates: what was done and by whom, what is to be done, what stands in the way. */
export function RetirementPanel({ retirement, now, settleRefusal, deleteRefusal, commands }: RetirementPanelProps) {
  const { state, site, exports, secrets, obstacles } = retirement;
  const on = (at: string): ReactNode => <Instant at={at} now={now} format="both" />;
  const isClosed = retirement.closedAt !== null;
  const isOver = state === 'done' || state === 'stopped';
  const notNow = isOver ? 'This retirement is over' : state === 'deleting' ? 'The deletion has been asked for' : (settleRefusal ?? undefined);
  const todo = state === 'stopped' ? 'never' : isClosed ? 'now' : 'later';
  const ahead = state === 'stopped' ? 'never' : 'later';
  const isExported = exports.every((each) => each.state !== 'open');
  const isRevoked = secrets.every(({ revokedAt }) => revokedAt !== null);
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <Panel
        title="Retirement"
        description={retirement.reason}
        actions={
          <>
            <RetirementStateBadge state={state} isHeld={retirement.heldSince !== null && !isOver} />
            {!isOver && state !== 'deleting' && <SiteActionButton action="stop_retirement" label="Stop" size="sm" />}
          </>
        }
        flush
      >
        {!isOver && (
          <div className="space-y-2 border-b border-line p-4">
            {obstacles.length > 0 && (
              <Callout tone="warning" title="What stands in the way of the deletion">
                <ul className="list-disc pl-4">
                  {obstacles.map((obstacle) => (
                    <li key={obstacle}>{obstacle}</li>
                  ))}
                </ul>
              </Callout>
            )}
            <p className="text-muted">
              <strong className="font-medium text-fg">The way back: </strong>
              {state === 'deleting' ? (
                'none any more from here. A legal hold still takes the deletion back, while the platform has not deleted it.'
              ) : (
                <>it can be stopped until the deletion is asked for, on {on(retirement.deletesAt)} at the earliest.</>
              )}
            </p>
            {retirement.replacement !== null && (
              <p>
                What replaces it: <ReplacementLink replacement={retirement.replacement} />
              </p>
            )}
          </div>
        )}
        <ol className="divide-y divide-line">
          <RetirementStep title="Notice" progress={state === 'notice' ? 'now' : 'done'} when={on(retirement.beganAt)}>
            {retirement.beganFrom === 'live' ? <p>The people who use it are told.</p> : <p>Nobody could open it, so only those who answer for it are told.</p>}
            {retirement.textToPost !== null && (
              <Callout title="Post this where the people who use it read it" actions={<CopyButton value={retirement.textToPost} label="Copy the text" />}>
                <span className="whitespace-pre-line">{retirement.textToPost}</span>
              </Callout>
            )}
          </RetirementStep>
          <RetirementStep title="Closed" progress={isClosed ? 'done' : ahead} when={on(retirement.closedAt ?? retirement.closesAt)} />
          <RetirementStep title="Data exported" progress={isExported ? 'done' : todo}>
            <ExportList siteId={site.id} exports={exports} now={now} disabledReason={notNow} notYet={isClosed ? undefined : 'People still use the Site. Export its data once it is closed.'} run={commands.settleExport} />
          </RetirementStep>
          <RetirementStep title="Secrets revoked" progress={isRevoked ? 'done' : todo}>
            <SecretList siteId={site.id} secrets={secrets} now={now} disabledReason={notNow} run={commands.settleSecret} />
          </RetirementStep>
          <RetirementStep title="Deleted on the platform" progress={state === 'done' ? 'done' : state === 'deleting' ? 'now' : ahead} when={on(state === 'done' && retirement.endedAt !== null ? retirement.endedAt : retirement.deletesAt)}>
            {state === 'deleting' && (
              <>
                <p>{retirement.deletion === 'failed' ? 'The platform could not delete it. See why under Enforcement.' : 'The next report of the platform that no longer shows it ends the retirement; or an admin says that it is deleted.'}</p>
                <div className="flex flex-wrap gap-2">
                  <DialogButton label="Confirm the deletion" variant="danger" buttonSize="sm" title={`Delete ${site.title} for good`} disabledReason={deleteRefusal ?? undefined}>
                    <DeletionForm siteId={site.id} slug={site.slug} run={commands.confirmDeletion} />
                  </DialogButton>
                  <LinkButton href="/lifecycle/enforcement" size="sm">
                    Steps on the platform
                  </LinkButton>
                </div>
              </>
            )}
          </RetirementStep>
          <RetirementStep title="Tombstone" progress={state === 'done' ? 'done' : ahead}>
            <p>What it was, who owned it and where its data went stays for good.</p>
          </RetirementStep>
        </ol>
      </Panel>
      <Panel title="What was done">
        <Timeline now={now} items={[...retirement.steps].reverse().map(({ at, what, by, reason }, index) => ({ id: `${at} ${index}`, at, title: eventTitle(what), actor: by, body: reason }))} />
      </Panel>
    </div>
  );
}
