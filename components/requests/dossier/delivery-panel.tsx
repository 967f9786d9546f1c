import type { Dossier } from '@/lib/domain/dossier';
import { DefinitionList } from '../../ui/definition-list';
import { Panel } from '../../ui/panel';
import { Instant } from '../../ui/time';

type Version = NonNullable<Dossier['delivery']['latest']>;

/** The version that would be let out, and whether anybody looked at what was saved since the last review. */
export function DeliveryPanel({ delivery: { latest, live, deployment, unreviewedVersions, repository, lastCommit }, url, now }: Pick<Dossier, 'delivery'> & { url: string | null; now: string }) {
  return (
    <Panel title="Version and deployment">
      <DefinitionList
        items={[
          { label: 'Exposed', value: live && <VersionText version={live} now={now} />, missing: deployment === null ? 'Never deployed' : 'Not known which version runs' },
          ...(latest !== null && latest.id !== live?.id ? [{ label: 'Newest, not deployed', value: <VersionText version={latest} now={now} /> }] : []),
          { label: 'Since the last review', value: unreviewedVersions === 0 ? 'No version that nobody reviewed' : `${unreviewedVersions} ${unreviewedVersions === 1 ? 'version' : 'versions'} nobody reviewed` },
          {
            label: 'Latest deployment',
            value: deployment && (
              <>
                <span className="capitalize">{deployment.status}</span>
                {deployment.at !== null && (
                  <>
                    , <Instant at={deployment.at} now={now} />
                  </>
                )}
                {deployment.failure !== null && <span className="block text-danger">Failed: {deployment.failure}</span>}
              </>
            ),
            missing: 'Never deployed',
          },
          { label: 'Production URL', value: url && <span className="break-all">{url}</span> },
          {
            label: 'Repository',
            value: repository && (
              <>
                {repository}
                {lastCommit !== null && (
                  <span className="block text-xs text-muted">
                    Last commit <code className="font-mono">{lastCommit.sha.slice(0, 12)}</code>
                    {lastCommit.author !== null && ` by ${lastCommit.author}`}
                  </span>
                )}
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function VersionText({ version: { id, number, commitSha, savedAt }, now }: { version: Version; now: string }) {
  return (
    <>
      {number === null ? id : `Version ${number}`}
      {commitSha !== null && <code className="ml-2 font-mono text-xs">{commitSha.slice(0, 12)}</code>}
      {savedAt !== null && (
        <>
          {' '}
          saved <Instant at={savedAt} now={now} />
        </>
      )}
    </>
  );
}
