import type { SiteRecord } from '@/lib/sites/site-shape';
import { Badge } from '../ui/badge';
import { CodeBlock } from '../ui/code-block';
import { CopyButton } from '../ui/copy-button';
import { DefinitionList } from '../ui/definition-list';
import { Panel } from '../ui/panel';
import { Instant } from '../ui/time';
import type { Tone } from '../ui/tone';
import type { SiteTabProps } from './site-overview';

/** Where the code stands, what was saved and what was published. */
export function SiteDeployments({ record, now }: SiteTabProps) {
  return (
    <div className="space-y-4">
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Repository repository={record.repository} now={now} />
        <Platform platform={record.platform} now={now} />
      </div>
      <Panel title="Deployments" description="Versions published at the production URL, newest first" flush={record.deployments.length > 0}>
        {record.deployments.length === 0 ? (
          <p className="text-muted">None reported yet. Deployments arrive with the platform’s feed.</p>
        ) : (
          <ul className="divide-y divide-line">
            {record.deployments.map(({ id, status, url, failureMessage, versionId, updatedAt }) => (
              <li key={id} className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5">
                <Badge tone={deploymentTone(status)}>{status}</Badge>
                <code className="font-mono text-xs break-all">{id}</code>
                {versionId !== null && <span className="text-muted">of version {versionName(record, versionId)}</span>}
                {updatedAt !== null && <Instant at={updatedAt} now={now} format="both" />}
                {url !== null && <OutLink href={url} />}
                {failureMessage !== null && <span className="basis-full text-danger">{failureMessage}</span>}
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title="Versions" description="Saved, deployable candidates; saving one publishes nothing" flush={record.versions.length > 0}>
        {record.versions.length === 0 ? (
          <p className="text-muted">None reported yet.</p>
        ) : (
          <ul className="divide-y divide-line">
            {record.versions.map(({ id, number, commitSha, savedAt }) => (
              <li key={id} className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5">
                <span className="min-w-24 font-medium">{number === null ? 'Version' : `Version ${number}`}</span>
                {commitSha === null ? <span className="text-faint">No commit reported</span> : <Commit sha={commitSha} />}
                {savedAt !== null && <Instant at={savedAt} now={now} format="both" />}
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}

function Repository({ repository, now }: { repository: SiteRecord['repository']; now: string }) {
  const { name, manifestPath, staticDirectory, manifestExtra, lastCommit } = repository;
  const extra = manifestExtra !== null && Object.keys(manifestExtra).length > 0 ? manifestExtra : null;
  return (
    <Panel title="Repository">
      <DefinitionList
        items={[
          { label: 'Repository', value: name && (/^https?:\/\//.test(name) ? <OutLink href={name} /> : name), missing: 'Not known' },
          { label: 'Manifest', value: manifestPath && <code className="font-mono text-xs break-all">{manifestPath}</code>, missing: 'Not imported' },
          { label: 'Static directory', value: staticDirectory && <code className="font-mono text-xs break-all">{staticDirectory}</code>, missing: 'None' },
          {
            label: 'Last commit',
            value: lastCommit && (
              <span className="inline-flex flex-wrap items-center gap-x-2">
                <Commit sha={lastCommit.sha} />
                {lastCommit.author}
                {lastCommit.at !== null && <Instant at={lastCommit.at} now={now} format="both" />}
              </span>
            ),
            missing: 'Not known',
          },
        ]}
      />
      {extra !== null && (
        <div className="mt-3">
          <p className="mb-1 text-muted">Keys of the manifest that this console doesn’t know, kept as they are:</p>
          <CodeBlock label="unknown manifest keys" code={JSON.stringify(extra, null, 2)} />
        </div>
      )}
    </Panel>
  );
}

function Platform({ platform, now }: { platform: SiteRecord['platform']; now: string }) {
  return (
    <Panel title="Platform">
      <DefinitionList
        items={[
          { label: 'Status', value: platform.status, missing: 'Not reported' },
          { label: 'Updated there', value: platform.updatedAt !== null && <Instant at={platform.updatedAt} now={now} format="both" />, missing: 'Not reported' },
          { label: 'Expected URL', value: platform.expectedUrl && <OutLink href={platform.expectedUrl} />, missing: 'Not reported' },
        ]}
      />
    </Panel>
  );
}

function Commit({ sha }: { sha: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <code className="font-mono text-xs" title={sha}>
        {sha.slice(0, 10)}
      </code>
      <CopyButton value={sha} label="Copy the commit" />
    </span>
  );
}

/** A link out of the console. Only web addresses become links; anything else stays text. */
export function OutLink({ href }: { href: string }) {
  if (!/^https?:\/\//i.test(href)) return <span className="break-all">{href}</span>;
  return (
    <a href={href} rel="noreferrer noopener" target="_blank" className="inline-flex min-h-6 items-center break-all underline decoration-line underline-offset-2 hover:decoration-current">
      {href.replace(/^https?:\/\//i, '')}
    </a>
  );
}

function versionName({ versions }: SiteRecord, id: string): string {
  const number = versions.find((version) => version.id === id)?.number;
  return number === null || number === undefined ? id : String(number);
}

function deploymentTone(status: string): Tone {
  if (/fail|error/i.test(status)) return 'danger';
  return /succe|ready|live|active|publish/i.test(status) ? 'success' : 'neutral';
}
