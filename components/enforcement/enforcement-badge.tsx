import type { EnforcementState } from '@/lib/domain/enforcement';
import type { SiteEnforcement } from '@/lib/enforcement/enforcement-shape';
import { Badge } from '../ui/badge';
import { Instant } from '../ui/time';
import type { Tone } from '../ui/tone';

const tones: Record<EnforcementState, Tone> = { requested: 'info', unconfirmed: 'warning', confirmed: 'success', failed: 'danger', superseded: 'neutral' };
const dayMs = 24 * 60 * 60 * 1000;

export interface EnforcementBadgeProps {
  enforcement: Pick<SiteEnforcement, 'state' | 'requestedAt' | 'settledAt' | 'proof' | 'settledBy'>;
  now: string;
  /** What it is about, where the place doesn't say it. */
  about?: string | undefined;
}

/** How far a decision is from being true on the platform. It never looks done when nothing has shown that it is. */
export function EnforcementBadge({ enforcement, now, about }: EnforcementBadgeProps) {
  return (
    <Badge tone={tones[enforcement.state]}>
      {about !== undefined && <>{about}: </>}
      <Words enforcement={enforcement} now={now} lower={about !== undefined} />
    </Badge>
  );
}

function Words({ enforcement, now, lower }: Pick<EnforcementBadgeProps, 'enforcement' | 'now'> & { lower: boolean }) {
  const cased = (text: string): string => (lower ? text.charAt(0).toLowerCase() + text.slice(1) : text);
  switch (enforcement.state) {
    case 'requested':
      return (
        <span>
          {cased('Requested')} <Instant at={enforcement.requestedAt} now={now} format="relative" />
        </span>
      );
    case 'unconfirmed': {
      const days = Math.max(0, Math.floor((Date.parse(now) - Date.parse(enforcement.requestedAt)) / dayMs));
      return cased(`Unconfirmed for ${days === 1 ? '1 day' : `${days} days`}`);
    }
    case 'confirmed':
      return (
        <span>
          {cased(enforcement.proof === 'person' ? `Confirmed by ${enforcement.settledBy ?? 'a person'}` : enforcement.proof === 'edge' ? 'Confirmed by the proxy' : 'Confirmed by the platform’s report of')}{' '}
          {enforcement.settledAt !== null && <Instant at={enforcement.settledAt} now={now} format="relative" />}
        </span>
      );
    case 'failed':
      return cased('Failed');
    case 'superseded':
      return cased('Superseded');
  }
}
