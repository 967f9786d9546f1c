import { sourceModeLabels } from '@/lib/domain/classification';
import type { SiteDetail, SiteRecord } from '@/lib/sites/site-shape';
import { SensitivityBadge } from '../sites/site-badges';
import { Badge } from '../ui/badge';
import { DefinitionList } from '../ui/definition-list';
import { Panel } from '../ui/panel';

/** What the Site reads and writes, what it keeps, and the names of its environment keys. */
export function SiteData({ site }: { site: SiteDetail }) {
  const { record } = site;
  return (
    <Panel title="Data">
      <div className="space-y-5">
        <section aria-labelledby="sources">
          <h3 id="sources" className="mb-1 font-medium">
            Data sources
          </h3>
          <Sources sources={site.dataSources} />
          {record !== null && (
            <p className="mt-1 break-words whitespace-pre-line text-muted">{record.dataSourceNote ?? 'There is no note on the data sources.'}</p>
          )}
        </section>
        {record !== null && (
          <>
            <section aria-labelledby="storage">
              <h3 id="storage" className="mb-1 font-medium">
                Storage
              </h3>
              <Storage bindings={record.storageBindings} />
            </section>
            <section aria-labelledby="environment">
              <h3 id="environment" className="mb-1 font-medium">
                Environment keys
              </h3>
              <EnvironmentKeys keys={record.environmentKeys} />
            </section>
          </>
        )}
      </div>
    </Panel>
  );
}

function Sources({ sources }: { sources: SiteDetail['dataSources'] }) {
  if (sources.length === 0) return <p className="text-muted">None are named.</p>;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {sources.map(({ id, name, sensitivity, mode }) => (
        <li key={id} className="flex min-h-8 flex-wrap items-center gap-2 py-1">
          <span className="min-w-32 flex-1">{name}</span>
          <SensitivityBadge sensitivity={sensitivity} />
          <Badge tone={mode === 'forbidden' ? 'danger' : mode === 'write_capable' ? 'warning' : 'neutral'}>{sourceModeLabels[mode]}</Badge>
        </li>
      ))}
    </ul>
  );
}

function Storage({ bindings }: { bindings: SiteRecord['storageBindings'] }) {
  if (bindings.length === 0) return <p className="text-muted">The manifest names no storage.</p>;
  return (
    <ul className="space-y-3">
      {bindings.map((binding) => (
        <li key={`${binding.kind}-${binding.name}`}>
          <p className="font-medium">
            <code className="font-mono text-xs">{binding.name}</code>
            <span className="ml-2 font-normal text-muted">{binding.kind === 'd1' ? 'D1, relational' : 'R2, objects'}</span>
          </p>
          <DefinitionList
            items={[
              { label: 'What is kept', value: binding.kept },
              { label: 'Where', value: binding.location },
              { label: 'Who can read it', value: binding.readers },
              { label: 'For how long', value: binding.retention },
              { label: 'Deletion and export', value: binding.removal },
              { label: 'When it is down', value: binding.outage },
            ]}
          />
        </li>
      ))}
    </ul>
  );
}

function EnvironmentKeys({ keys }: { keys: SiteRecord['environmentKeys'] }) {
  if (keys.length === 0) return <p className="text-muted">None are known.</p>;
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">
        {keys.map(({ key, isSecret, declared, present }) => (
          <li key={key} className="flex min-h-8 flex-wrap items-center gap-2 py-1">
            <code className="min-w-32 flex-1 font-mono text-xs break-all">{key}</code>
            {isSecret && <Badge tone="info">Secret</Badge>}
            {!declared && <Badge tone="warning">Not in .env.example</Badge>}
            {!present && <Badge tone="warning">Not set on the platform</Badge>}
          </li>
        ))}
      </ul>
      <p className="mt-1 text-xs text-muted">Only names are known here, never a value.</p>
    </>
  );
}
