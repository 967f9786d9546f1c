import { Scale } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SiteDetail } from '@/lib/sites/site-shape';
import { EnforcementBadge } from '../enforcement/enforcement-badge';
import { Badge } from '../ui/badge';
import { CopyButton } from '../ui/copy-button';
import { PageHeader } from '../ui/page-header';
import { ConditionBadges, StateBadge } from './site-badges';
import { OutLink } from './site-deployments';

/** Name, state and conditions of a Site, where it runs, and what can be done. */
export function SiteHeader({ site, now, actions }: { site: SiteDetail; now: string; actions?: ReactNode }) {
  const availability = site.enforcement.find(({ aspect, state }) => aspect === 'availability' && state !== 'confirmed');
  return (
    <>
      <PageHeader
        title={site.title}
        breadcrumbs={[{ label: 'Sites', href: '/sites' }]}
        meta={
          <>
            <StateBadge state={site.state} />
            {/* Whoever looks has to see that a closed Site may still be open. */}
            {availability !== undefined && <EnforcementBadge enforcement={availability} now={now} about={site.state === 'live' || site.state === 'draft' ? 'Opening' : 'Closing'} />}
            {site.record?.missingSince != null && <Badge tone="danger">Missing on the platform</Badge>}
            {site.record?.legalHold && (
              <Badge tone="warning" icon={<Scale aria-hidden="true" size={12} />}>
                Legal hold
              </Badge>
            )}
            <ConditionBadges conditions={site.conditions} wrap />
          </>
        }
        actions={actions}
      />
      <p className="-mt-2 mb-4 flex flex-wrap items-center gap-x-3 text-muted">
        <span className="inline-flex items-center gap-1">
          <code className="font-mono text-xs">{site.slug}</code>
          <CopyButton value={site.slug} label="Copy the slug" />
        </span>
        {site.url === null ? <span>No production URL yet</span> : <OutLink href={site.url} />}
      </p>
    </>
  );
}
