import type { ReactNode } from 'react';
import { audienceLabels, type Drift } from '@/lib/domain/audience';
import { siteStateLabels } from '@/lib/domain/site';
import type { SiteDetail, SiteRecord } from '@/lib/sites/site-shape';
import { EnforcementBadge } from '../enforcement/enforcement-badge';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { DefinitionList } from '../ui/definition-list';
import { FormattedNumber } from '../ui/number';
import { LinkButton } from '../ui/link-button';
import { Panel } from '../ui/panel';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { DriftBadge } from './site-badges';
import { SiteActionButton } from './site-dialogs';
import type { SiteTabProps } from './site-overview';
import { SiteTerms } from './site-terms';

const driftMeanings: Record<Exclude<Drift, 'none'>, string> = {
  wider: 'The platform lets more people in than was approved here. Narrow it on the platform, or ask for a widening so that it is reviewed.',
  narrower: 'The platform lets fewer people in than was approved here. Open it there, or narrow the audience here to match.',
  different: 'The platform lets in people who were not approved here, and keeps out some who were. Correct it on the platform.',
};

/** What was approved, what the platform reports, and whom that lets in. */
export function SiteAccess({ site, record, now }: SiteTabProps) {
  return (
    <div className="space-y-4">
      <SiteTerms record={record} now={now} />
      {site.drift !== 'none' && (
        <Callout tone={site.drift === 'wider' ? 'danger' : 'warning'} title={`${site.drift === 'wider' ? 'Wider' : site.drift === 'narrower' ? 'Narrower' : 'Different'} than approved`}>
          {driftMeanings[site.drift]}
        </Callout>
      )}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Panel
          title="Approved audience"
          actions={
            <>
              <SiteActionButton action="narrow" label="Narrow" size="sm" />
              <WidenLink site={site} />
            </>
          }
        >
          <Approved site={site} record={record} now={now} />
        </Panel>
        <Panel title="Observed audience">
          <Observed site={site} record={record} now={now} />
        </Panel>
      </div>
      <EffectiveAudience site={site} audience={record.effectiveAudience} />
    </div>
  );
}

/** Where it is asked for; a button that says why not where it can’t be. */
function WidenLink({ site: { slug, actions } }: Pick<SiteTabProps, 'site'>) {
  const { reason } = actions.request_widening;
  if (reason !== null) {
    return (
      <Button size="sm" disabledReason={reason}>
        Ask to widen
      </Button>
    );
  }
  return (
    <LinkButton size="sm" href={`/sites/${slug}/widen`}>
      Ask to widen
    </LinkButton>
  );
}

function Approved({ site, record, now }: SiteTabProps) {
  const demand = site.enforcement.find(({ aspect }) => aspect === 'access');
  const { mode, people, groups, approvedAt } = record.approvedAudience;
  return (
    <DefinitionList
      items={[
        { label: 'Who', value: audienceLabels[mode] },
        ...(mode === 'custom'
          ? [
              { label: 'People', value: people.map(({ name, active }) => (active ? name : `${name} (has left)`)).join(', '), missing: 'Nobody by name' },
              { label: 'Groups', value: groups.map(({ name }) => name).join(', '), missing: 'None' },
            ]
          : []),
        { label: 'Approved', value: approvedAt !== null && <Instant at={approvedAt} now={now} format="both" />, missing: 'At the start: owner and admins only' },
        ...(demand === undefined ? [] : [{ label: 'On the platform', value: <EnforcementBadge enforcement={demand} now={now} />, ...(demand.note !== null && { hint: demand.note }) }]),
      ]}
    />
  );
}

function Observed({ site, record, now }: Omit<SiteTabProps, 'record'> & { record: SiteRecord }) {
  const { observed, enforcement } = record;
  const availability = site.enforcement.find(({ aspect }) => aspect === 'availability');
  return (
    <DefinitionList
      items={[
        {
          label: 'Who',
          value: observed !== null && (
            <span className="inline-flex flex-wrap items-center gap-1.5">
              {audienceLabels[observed.mode]} <DriftBadge drift={site.drift} />
            </span>
          ),
          missing: 'The platform has not reported this Site yet',
        },
        ...(observed === null
          ? []
          : [
              ...(observed.people.length === 0
                ? []
                : [{ label: 'People', value: observed.people.map(({ name, email, isExternal }) => `${name ?? email}${isExternal ? ' (external)' : ''}`).join(', ') }]),
              ...(observed.groups.length === 0 ? [] : [{ label: 'Groups', value: observed.groups.map(({ name, id }) => name ?? id).join(', ') }]),
              ...(observed.externalVisitors === 0 ? [] : [{ label: 'External visitors', value: <FormattedNumber value={observed.externalVisitors} /> }]),
              { label: 'Reported', value: <Instant at={observed.at} now={now} format="both" />, ...(observed.revision !== null && { hint: `The platform’s revision ${observed.revision}` }) },
            ]),
        { label: 'Audience enforced', value: <Enforcement status={enforcement.audience} why={whyAudience(site, observed)} /> },
        { label: 'State enforced', value: availability === undefined ? <Enforcement status={enforcement.state} why={whyState(site, record)} /> : <EnforcementBadge enforcement={availability} now={now} /> },
      ]}
    />
  );
}

/** Says what is known, not what is hoped. */
function Enforcement({ status, why }: { status: 'confirmed' | 'unconfirmed'; why: string }): ReactNode {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <Badge tone={status === 'confirmed' ? 'success' : 'warning'}>{status === 'confirmed' ? 'Confirmed' : 'Unconfirmed'}</Badge>
      <span className="text-muted">{status === 'confirmed' ? 'The platform reports just this' : why}</span>
    </span>
  );
}

function whyAudience({ drift }: SiteDetail, observed: SiteRecord['observed']): string {
  if (observed === null) return 'The platform has not reported this yet';
  return drift === 'none' ? 'The platform has not reported the names yet' : 'The platform reports something else';
}

function whyState({ state }: SiteDetail, { platform }: SiteRecord): string {
  const wanted = siteStateLabels[state].toLowerCase();
  return platform.status === null ? `The platform has not reported it as ${wanted} yet` : `Here it is ${wanted}, the platform reports “${platform.status}”`;
}

function EffectiveAudience({ site, audience }: { site: SiteDetail; audience: SiteRecord['effectiveAudience'] }) {
  const { total, admins, people } = audience;
  const closed = site.state !== 'live';
  return (
    <Panel
      flush={people.length > 0}
      title={
        <>
          Effective audience: <FormattedNumber value={total} /> {total === 1 ? 'person' : 'people'}
        </>
      }
      description={`Groups resolved to the active people in them. Workspace admins (${admins.toLocaleString('en-US')}) can always open it.${closed ? ' While the Site is not live, only its owner and admins can.' : ''}`}
    >
      {people.length === 0 ? (
        <p className="text-muted">Nobody but workspace admins.</p>
      ) : (
        <>
          <ul className="grid gap-x-4 sm:grid-cols-2 xl:grid-cols-3">
            {people.map(({ id, name, email, via }) => (
              <li key={id} className="min-w-0 border-b border-line px-4 py-1.5">
                <PersonChip name={name} secondary={`${email} · ${via.map(viaText).join(', ')}`} />
              </li>
            ))}
          </ul>
          {total > people.length && (
            <p className="px-4 py-2 text-muted">
              and <FormattedNumber value={total - people.length} /> more
            </p>
          )}
        </>
      )}
    </Panel>
  );
}

const viaWords: Record<string, string> = { owner: 'owner', named: 'by name', workspace: 'whole workspace' };

function viaText(via: string): string {
  return viaWords[via] ?? `group ${via}`;
}
