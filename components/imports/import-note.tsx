import { CodeBlock } from '../ui/code-block';
import { Panel } from '../ui/panel';
import { importDetails, type ImportKind } from './import-kinds';

/** What a kind of import may change, and how to do it from the shell. */
export function ImportNote({ kind }: { kind: ImportKind }) {
  const { changes, shell } = importDetails[kind];
  return (
    <Panel title="What it may change">
      <ul className="list-disc space-y-1 pl-4">
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <h3 className="mt-4 mb-1 font-medium">From the shell</h3>
      <CodeBlock label="the shell command" code={shell} />
      <p className="mt-1 text-xs text-muted">
        {kind === 'manifests' ? 'Walks Git checkouts, so it also takes title, purpose and the last commit. ' : ''}Add --dry-run to see first what it would do.
      </p>
    </Panel>
  );
}
