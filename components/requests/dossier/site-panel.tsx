import type { ReactNode } from 'react';
import { audienceLabels } from '@/lib/domain/audience';
import { classificationLabels } from '@/lib/domain/classification';
import type { Dossier } from '@/lib/domain/dossier';
import { prohibitedUseLabels, prohibitedUses } from '@/lib/domain/prohibited-use';
import { DriftBadge, StateBadge } from '../../sites/site-badges';
import { Badge } from '../../ui/badge';
import { DefinitionList } from '../../ui/definition-list';
import { Panel } from '../../ui/panel';
import { PersonChip } from '../../ui/person-chip';
import { Instant } from '../../ui/time';

/** The Site that a request is about: purpose, who answers for it, what is known of its state. */
export function SitePanel({ site, now, actions }: { site: Dossier['site']; now: string; actions?: ReactNode }) {
  const uses = prohibitedUses.filter((use) => site.uses.includes(use));
  return (
    <Panel title="The Site and its owner" actions={actions}>
      <DefinitionList
        items={[
          { label: 'Purpose', value: site.purpose },
          { label: 'Owner', value: site.owner && <PersonChip name={site.owner.name} secondary={site.owner.department ?? site.owner.email} departed={!site.owner.active} />, missing: 'Nobody' },
          { label: 'Successor', value: site.successor },
          { label: 'Department', value: site.department },
          { label: 'Classification', value: classificationLabels[site.classification] },
          ...(uses.length === 0 ? [] : [{ label: 'Uses', value: <span className="flex flex-wrap gap-1">{uses.map((use) => <Badge key={use} tone="danger">{prohibitedUseLabels[use]}</Badge>)}</span> }]),
          { label: 'State', value: <StateBadge state={site.state} /> },
          {
            label: 'Seen on the platform',
            value: site.observed && (
              <span className="inline-flex flex-wrap items-center gap-1.5">
                {audienceLabels[site.observed.mode]} <DriftBadge drift={site.drift} />
                <span className="text-muted">
                  <Instant at={site.observed.at} now={now} />
                </span>
              </span>
            ),
            missing: 'Not reported yet',
          },
          { label: 'Expires', value: site.expiresAt && <Instant at={site.expiresAt} now={now} /> },
          { label: 'Last review', value: site.lastReviewedAt && <Instant at={site.lastReviewedAt} now={now} />, missing: 'Never' },
          { label: 'Last visit', value: site.lastVisitedAt && <Instant at={site.lastVisitedAt} now={now} />, missing: 'Not known' },
          { label: 'Official since', value: site.officialSince && <Instant at={site.officialSince} now={now} format="date" />, missing: 'A draft or helper, not a system of record' },
          ...(site.legalHoldReason === null ? [] : [{ label: 'Legal hold', value: site.legalHoldReason || 'Yes' }]),
        ]}
      />
    </Panel>
  );
}
