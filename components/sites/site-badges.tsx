import { audienceLabels, driftLabels, type AudienceMode, type Drift } from '@/lib/domain/audience';
import { conditionLabels, siteStateLabels, type Condition, type SiteState } from '@/lib/domain/site';
import { isSensitive, sensitivityLabels, type Sensitivity } from '@/lib/domain/classification';
import { Badge } from '../ui/badge';
import { byGravity, conditionTones, driftTones, stateTones } from './site-tones';

export function StateBadge({ state }: { state: SiteState }) {
  return <Badge tone={stateTones[state]}>{siteStateLabels[state]}</Badge>;
}

/** What is derived from the record and asks for somebody's attention. */
export function ConditionBadges({ conditions, wrap = false }: { conditions: readonly Condition[]; wrap?: boolean }) {
  if (conditions.length === 0) return null;
  return (
    <span className={wrap ? 'inline-flex flex-wrap gap-1' : 'inline-flex flex-wrap gap-1 sm:flex-nowrap'}>
      {byGravity(conditions).map((condition) => (
        <Badge key={condition} tone={conditionTones[condition]}>
          {conditionLabels[condition]}
        </Badge>
      ))}
    </span>
  );
}

/** How the platform's report compares; in a dense list by its first word, for the eye. */
export function DriftBadge({ drift, short = false }: { drift: Drift; short?: boolean }) {
  const [first = '', ...rest] = driftLabels[drift].split(' ');
  return (
    <Badge tone={driftTones[drift]} title={short ? driftLabels[drift] : undefined}>
      {first}
      <span className={short ? 'sr-only' : undefined}> {rest.join(' ')}</span>
    </Badge>
  );
}

/** The approved audience, and beside it how the platform's report differs, where it does. */
export function AudienceText({ audience, drift }: { audience: AudienceMode; drift: Drift }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5 sm:flex-nowrap sm:whitespace-nowrap">
      {/* The most common words of the list are kept short for the eye; the full ones stay for the ear. */}
      {audience === 'custom' ? (
        <span>
          Named people<span className="sr-only"> and groups</span>
        </span>
      ) : (
        audienceLabels[audience]
      )}
      {drift !== 'none' && <DriftBadge drift={drift} short />}
    </span>
  );
}

export function SensitivityBadge({ sensitivity }: { sensitivity: Sensitivity }) {
  return <Badge tone={isSensitive(sensitivity) ? 'warning' : 'neutral'}>{sensitivityLabels[sensitivity]}</Badge>;
}
