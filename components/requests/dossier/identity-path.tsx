import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { audienceLabels } from '@/lib/domain/audience';
import { sensitivityLabels } from '@/lib/domain/classification';
import type { Dossier } from '@/lib/domain/dossier';
import { Panel } from '../../ui/panel';

type Step = { label: string; value: ReactNode; note: ReactNode };

/**
 * As whom the data are read on their way to whoever opens the Site. A Site reads with its own keys: whoever is let in sees
 * what those may read, whatever they may read themselves.
 */
export function IdentityPath({ dossier: { site, sources, keys, audience, bindings } }: { dossier: Dossier }) {
  const secrets = keys.filter(({ isSecret, present }) => isSecret && present);
  const writes = sources.filter(({ mode }) => mode !== 'read_only');
  const after = audience?.after.mode ?? site.audience;
  const steps: Step[] = [
    { label: 'Person', value: site.owner?.name ?? 'Nobody', note: site.owner === null ? 'no owner answers for it' : `${site.owner.department ?? 'no department'}, answers for it` },
    { label: 'App', value: site.title, note: secrets.length === 0 ? 'has no secret of its own' : `reads with ${secrets.length} ${secrets.length === 1 ? 'secret' : 'secrets'} of its own` },
    {
      label: 'Source permission',
      value: sources.length === 0 ? 'No source named' : `${sources.length} ${sources.length === 1 ? 'source' : 'sources'}`,
      note: sources.length === 0 ? 'nothing is said of its data' : writes.length === 0 ? 'reads only' : `writes to ${writes.map(({ name }) => name).join(', ')}`,
    },
    { label: 'Output', value: [...new Set(sources.map(({ sensitivity }) => sensitivityLabels[sensitivity]))].join(', ') || 'Not known', note: bindings.length === 0 ? 'keeps nothing itself' : `keeps data in ${bindings.map(({ name }) => name).join(', ')}` },
    {
      label: 'Audience',
      value: audienceLabels[after],
      note: audience === null ? 'as it is today' : `${audience.reachAfter.toLocaleString('en-US')} ${audience.reachAfter === 1 ? 'person' : 'people'}, and admins`,
    },
  ];
  return (
    <Panel title="Identity path" description="Whoever opens the Site sees what its keys may read, not what they may read themselves">
      <ol className="grid gap-2 sm:grid-cols-[repeat(5,minmax(0,1fr))]">
        {steps.map(({ label, value, note }, at) => (
          <li key={label} className="relative min-w-0 sm:pr-4">
            <p className="text-xs text-muted">{label}</p>
            <p className="font-medium break-words">{value}</p>
            <p className="text-xs break-words text-muted">{note}</p>
            {at < steps.length - 1 && <ArrowRight aria-hidden="true" size={14} className="absolute top-4 right-0 text-faint max-sm:hidden" />}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
