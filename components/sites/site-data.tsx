import { sourceModeLabels } from '@/lib/domain/classification';
import type { SiteRecord } from '@/lib/sites/site-shape';
import { Badge } from '../ui/badge';
import { DefinitionList } from '../ui/definition-list';
import { Panel } from '../ui/panel';
import { SensitivityBadge } from './site-badges';
import { Instant } from '../ui/time';
import { RotationButton } from './rotation-button';
import type { RunOnSite } from './site-commands';
import { SiteActionButton } from './site-dialogs';
import { Prose, type SiteTabProps } from './site-overview';
import { bindingLabels, storageParts } from './storage-parts';

/** What the Site reads and writes, what it keeps, and what it is configured with. */
export function SiteData({ site, record, now, noteRotation }: SiteTabProps & { noteRotation: RunOnSite }) {
  return (
    <div className="space-y-4">
      <Panel title="Data sources" actions={<SiteActionButton action="edit" size="sm" />}>
        {site.dataSources.length > 0 && (
          <ul className="mb-3 divide-y divide-line border-b border-line">
            {site.dataSources.map(({ id, name, sensitivity, mode }) => (
              <li key={id} className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 py-1">
                <span className="min-w-40 font-medium">{name}</span>
                <SensitivityBadge sensitivity={sensitivity} />
                <span className="text-muted">{sourceModeLabels[mode]}</span>
              </li>
            ))}
          </ul>
        )}
        <DefinitionList
          items={[
            ...(site.dataSources.length === 0 ? [{ label: 'Sources', value: null, missing: 'None recorded' }] : []),
            { label: 'Data-source note', value: record.dataSourceNote && <Prose text={record.dataSourceNote} />, missing: 'Missing: say what it reads or writes, or that it uses no data' },
          ]}
        />
      </Panel>
      {record.storageBindings.length === 0 ? (
        <Panel title="Storage">
          <p className="text-muted">The manifest names no storage binding, so nothing is kept on the platform.</p>
        </Panel>
      ) : (
        <div className="grid items-start gap-4 xl:grid-cols-2">
          {record.storageBindings.map((binding) => (
            <StorageNote key={binding.kind} binding={binding} />
          ))}
        </div>
      )}
      <EnvironmentKeys site={site} keys={record.environmentKeys} now={now} noteRotation={noteRotation} />
    </div>
  );
}

function StorageNote({ binding }: { binding: SiteRecord['storageBindings'][number] }) {
  const filled = storageParts.filter(({ key }) => (binding[key] ?? '') !== '').length;
  return (
    <Panel
      title={`Storage: ${bindingLabels[binding.kind]}`}
      description={`Binding ${binding.name} · ${filled} of ${storageParts.length} parts of the storage note are there`}
    >
      <DefinitionList
        items={storageParts.map(({ key, label }) => {
          const text = binding[key];
          return { label, value: text !== null && text !== '' && <Prose text={text} />, missing: 'Missing' };
        })}
      />
    </Panel>
  );
}

interface EnvironmentKeysProps {
  site: SiteTabProps['site'];
  keys: SiteRecord['environmentKeys'];
  now: string;
  noteRotation: RunOnSite;
}

function EnvironmentKeys({ site, keys, now, noteRotation }: EnvironmentKeysProps) {
  return (
    <Panel title="Environment keys" description="Names only. Values are never read or kept here." flush={keys.length > 0}>
      {keys.length === 0 ? (
        <p className="text-muted">None are known. They arrive with a checkout’s .env.example or with the platform’s feed.</p>
      ) : (
        <ul className="divide-y divide-line">
          {keys.map(({ key, isSecret, declared, present, firstSeenAt, rotatedAt }) => (
            <li key={key} className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1">
              <code className="min-w-56 font-mono text-xs break-all">{key}</code>
              {isSecret ? <Badge tone="info">Secret</Badge> : <Badge icon={null}>Not secret</Badge>}
              <span className="text-muted">{presence(declared, present)}</span>
              {isSecret && (
                <span className="flex flex-wrap items-center gap-x-3 sm:ml-auto">
                  <span className="text-muted">
                    {rotatedAt === null ? 'Known here since ' : 'Replaced '}
                    <Instant at={rotatedAt ?? firstSeenAt} now={now} format="both" />
                  </span>
                  <RotationButton siteId={site.id} name={key} now={now} run={noteRotation} disabledReason={site.actions.edit.reason ?? undefined} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function presence(declared: boolean, present: boolean): string {
  if (declared && present) return 'Declared in .env.example, set on the platform';
  if (declared) return 'Declared in .env.example, not set on the platform as far as is known';
  return present ? 'Set on the platform, not declared in .env.example' : 'Neither declared nor set any more';
}
