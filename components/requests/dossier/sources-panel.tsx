import type { Dossier } from '@/lib/domain/dossier';
import { sourceModeLabels } from '@/lib/domain/classification';
import { sourceUseProblem } from '@/lib/domain/source-use';
import { SensitivityBadge } from '../../sites/site-badges';
import { Badge } from '../../ui/badge';
import { Callout } from '../../ui/callout';
import { Panel } from '../../ui/panel';

const cell = 'py-1.5 pr-3 align-top last:pr-0';

/** What the Site reads and writes, against what the workspace allows. */
export function SourcesPanel({ sources, conflicts, note }: Pick<Dossier, 'sources' | 'conflicts'> & { note: string | null }) {
  return (
    <Panel title="Data sources and plugins">
      <div className="space-y-3">
        {conflicts.map(({ a, b, reason }) => (
          <Callout key={`${a}:${b}`} tone="danger" title={`${a} and ${b} must not meet in one Site`}>
            {reason}
          </Callout>
        ))}
        {sources.length === 0 ? (
          <p className="text-muted">None are named.</p>
        ) : (
          <div tabIndex={0} role="region" aria-label="Sources in a table" className="overflow-x-auto -outline-offset-2">
            <table className="w-full min-w-lg text-left">
              <thead className="text-xs text-muted">
                <tr className="border-b border-line">
                  {['Source', 'Sensitivity', 'Used', 'Allowed', 'Answers for it'].map((head) => (
                    <th key={head} scope="col" className="py-1 pr-3 font-normal last:pr-0">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody className="divide-y divide-line">
                {sources.map((source) => (
                  <Row key={source.key} source={source} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        <p className="break-words whitespace-pre-line text-muted">{note ?? 'There is no note on the data sources.'}</p>
      </div>
    </Panel>
  );
}

function Row({ source }: { source: Dossier['sources'][number] }) {
  const problem = sourceUseProblem(source);
  return (
    <tr>
      <th scope="row" className={`${cell} font-medium`}>
        {source.name}
        {source.note !== null && <span className="block text-xs font-normal text-muted">{source.note}</span>}
        {problem !== null && <span className="block text-xs font-normal text-danger">It {problem}.</span>}
      </th>
      <td className={cell}>
        <SensitivityBadge sensitivity={source.sensitivity} />
      </td>
      <td className={cell}>
        <Badge tone={problem !== null ? 'danger' : source.mode === 'read_only' ? 'neutral' : 'warning'}>{sourceModeLabels[source.mode]}</Badge>
      </td>
      <td className={`${cell} whitespace-nowrap text-muted`}>{sourceModeLabels[source.allowed]}</td>
      <td className={`${cell} text-muted`}>{source.owner ?? 'Nobody'}</td>
    </tr>
  );
}
