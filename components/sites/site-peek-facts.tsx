import type { ReactNode } from 'react';
import { classificationLabels } from '@/lib/domain/classification';
import type { SiteAction } from '@/lib/domain/lifecycle';
import { requestKindLabels, requestStateLabels } from '@/lib/domain/request';
import { requiredFieldLabels } from '@/lib/domain/site';
import type { SiteDetail } from '@/lib/sites/site-shape';
import { DefinitionList } from '../ui/definition-list';
import { LinkButton } from '../ui/link-button';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { AudienceText, ConditionBadges, StateBadge } from './site-badges';

/** What is most often done about a Site; each leads to its dialog on the Site’s page. */
const offered: readonly { action: SiteAction; label: string }[] = [
  { action: 'renew', label: 'Renew' },
  { action: 'review', label: 'Record a review' },
  { action: 'edit', label: 'Edit' },
  { action: 'transfer', label: 'Transfer' },
  { action: 'disable', label: 'Disable' },
  { action: 'enable', label: 'Re-enable' },
];

/** A Site's main facts, what waits, and what can be done now. */
export function SitePeekFacts({ site, now }: { site: SiteDetail; now: string }) {
  const { record } = site;
  const when = (at: string | null): ReactNode => at !== null && <Instant at={at} now={now} format="both" />;
  const person = (someone: { name: string; email: string; active: boolean } | null): ReactNode =>
    someone !== null && <PersonChip name={someone.name} secondary={someone.email} departed={!someone.active} />;
  const actions = offered.filter(({ action }) => site.actions[action].allowed);
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-1.5">
        <StateBadge state={site.state} />
        <ConditionBadges conditions={site.conditions} wrap />
      </div>
      {site.purpose !== null && <p className="whitespace-pre-line">{site.purpose}</p>}
      <DefinitionList
        items={[
          { label: 'Owner', value: person(site.owner), missing: 'Nobody' },
          ...(record === null ? [] : [{ label: 'Successor', value: person(record.successor), missing: 'Nobody named' }]),
          { label: 'Department', value: site.department?.name },
          { label: 'Audience', value: <AudienceText audience={site.audience} drift={site.drift} />, hint: record !== null && `${record.effectiveAudience.total.toLocaleString('en-US')} people can open it` },
          { label: 'Classification', value: classificationLabels[site.classification] },
          { label: 'Data sources', value: site.dataSources.map(({ name }) => name).join(', '), missing: 'None recorded' },
          { label: 'Completeness', value: `${site.completeness}%`, hint: site.missing.length > 0 && `Missing: ${site.missing.map((field) => requiredFieldLabels[field]).join(', ')}` },
          { label: 'Expires', value: when(site.expiresAt) },
          { label: 'Review due', value: when(site.reviewDueAt) },
          { label: 'Last reviewed', value: when(site.lastReviewedAt), missing: 'Never' },
          { label: 'Last visited', value: when(site.lastVisitedAt), missing: 'Not reported' },
          { label: 'Last changed', value: when(site.updatedAt) },
        ]}
      />
      {record !== null && record.openRequests.length > 0 && (
        <section aria-label="Waiting for a decision">
          <h3 className="text-xs font-medium text-muted">Waiting for a decision</h3>
          <ul>
            {record.openRequests.map(({ id, kind, state, requester }) => (
              <li key={id}>
                <a href={`/requests/${id}`} className="inline-flex min-h-7 items-center font-medium hover:underline">
                  {requestKindLabels[kind]}
                </a>{' '}
                <span className="text-muted">
                  {requestStateLabels[state]}, {requester.name}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {actions.length > 0 && (
        <div className="flex flex-wrap gap-2 border-t border-line pt-3">
          {actions.map(({ action, label }) => (
            <LinkButton key={action} size="sm" href={`/sites/${site.slug}?do=${action}`} prefetch={false}>
              {label}
            </LinkButton>
          ))}
        </div>
      )}
    </div>
  );
}
