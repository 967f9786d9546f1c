import { audienceLabels } from '@/lib/domain/audience';
import { classificationLabels } from '@/lib/domain/classification';
import type { SiteDetail } from '@/lib/sites/site-shape';
import { Callout } from '../ui/callout';
import { DefinitionList } from '../ui/definition-list';
import { Panel } from '../ui/panel';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';
import { Prose } from './site-overview';

/** The Site for someone who can open it but has no part in its record, and whom to ask. */
export function SiteSummaryPanel({ site, now }: { site: SiteDetail; now: string }) {
  return (
    <div className="max-w-3xl space-y-4">
      <Panel title="About this Site">
        <DefinitionList
          items={[
            { label: 'Purpose', value: site.purpose && <Prose text={site.purpose} /> },
            { label: 'Owner', value: site.owner && <PersonChip name={site.owner.name} secondary={site.owner.email} departed={!site.owner.active} />, missing: 'Nobody; ask a workspace admin' },
            { label: 'Department', value: site.department?.name },
            { label: 'Who can open it', value: audienceLabels[site.audience] },
            { label: 'Classification', value: classificationLabels[site.classification] },
            { label: 'Data sources', value: site.dataSources.map(({ name }) => name).join(', '), missing: 'None recorded' },
            ...site.schedule.filter(({ step }) => step === 'falls_back').map(({ at }) => ({ label: 'Widened until', value: <Instant at={at} now={now} format="both" />, hint: 'If you may lose access then, you are told before' })),
            { label: 'Expires', value: site.expiresAt !== null && <Instant at={site.expiresAt} now={now} format="both" /> },
          ]}
        />
      </Panel>
      <Callout title="Only a summary is shown">
        The whole record is for the owner, the successor, reviewers, auditors and admins. Questions about this Site go to{' '}
        {site.owner?.active === true ? (
          <a className="underline" href={`mailto:${site.owner.email}`}>
            {site.owner.name}
          </a>
        ) : (
          'a workspace admin: its owner has left or nobody owns it'
        )}
        .
      </Callout>
    </div>
  );
}
