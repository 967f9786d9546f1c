import Link from 'next/link';
import type { SimulationState } from '@/lib/domain/policy-simulation';
import type { SimulationView } from '@/lib/policies/simulation-shape';
import { Badge } from '../ui/badge';
import { EmptyState } from '../ui/empty-state';
import { Instant } from '../ui/time';
import type { Tone } from '../ui/tone';

const states: Record<SimulationState, { label: string; tone: Tone }> = {
  running: { label: 'Running', tone: 'info' },
  done: { label: 'Done', tone: 'success' },
  stopped: { label: 'Stopped', tone: 'warning' },
  failed: { label: 'Failed', tone: 'danger' },
};

/** What was tried out lately, and by whom. */
export function SimulationsList({ simulations, now }: { simulations: SimulationView[]; now: string }) {
  if (simulations.length === 0) return <EmptyState title="Nothing was simulated yet">Open a policy, change it, and look at what it would have done before you save it.</EmptyState>;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {simulations.map(({ id, state, rules, without, startedAt, startedBy, done, total }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-1 py-2">
          <Link href={`/policies/simulations/${id}`} prefetch={false} className="inline-flex min-h-6 min-w-0 flex-1 basis-60 items-center break-words font-medium hover:underline">
            {titleOf(rules.map(({ name }) => name), without)}
          </Link>
          <Badge tone={states[state].tone}>{state === 'running' && total > 0 ? `Running, ${Math.min(99, Math.floor((100 * done) / total))}%` : states[state].label}</Badge>
          <span className="w-60 text-muted max-sm:w-full">
            {startedBy.name}, <Instant at={startedAt} now={now} format="relative" />
          </span>
        </li>
      ))}
    </ul>
  );
}

function titleOf(names: string[], without: string[]): string {
  const named = names.slice(0, 3).join(', ');
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return `${named}${more}${without.length === 0 ? '' : `${named === '' ? 'Without' : ', without'} ${without.slice(0, 3).join(', ')}${without.length > 3 ? ` and ${without.length - 3} more` : ''}`}` || 'No rule';
}
