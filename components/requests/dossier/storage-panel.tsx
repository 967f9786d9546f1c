import { differenceInDays } from 'date-fns';
import type { Dossier } from '@/lib/domain/dossier';
import { isNoteComplete } from '@/lib/domain/dossier-risk';
import { Badge } from '../../ui/badge';
import { DefinitionList } from '../../ui/definition-list';
import { Panel } from '../../ui/panel';

/** What the Site keeps itself, and the keys that it runs with. */
export function StoragePanel({ bindings, keys, now }: Pick<Dossier, 'bindings' | 'keys'> & { now: string }) {
  return (
    <Panel title="Storage and environment">
      <div className="space-y-4">
        {bindings.length === 0 && <p className="text-muted">The manifest names no storage.</p>}
        {bindings.map(({ kind, name, ...note }) => (
          <section key={kind} aria-labelledby={`binding-${kind}`}>
            <p id={`binding-${kind}`} className="flex flex-wrap items-center gap-2 font-medium">
              <code className="font-mono text-xs">{name}</code>
              <span className="font-normal text-muted">{kind === 'd1' ? 'D1, relational' : 'R2, objects'}</span>
              {!isNoteComplete(note) && <Badge tone="warning">Note not finished</Badge>}
            </p>
            <DefinitionList
              items={[
                { label: 'What is kept', value: note.kept },
                { label: 'Where', value: note.location },
                { label: 'Who can read it', value: note.readers },
                { label: 'For how long', value: note.retention },
                { label: 'Deletion and export', value: note.removal },
                { label: 'When it is down', value: note.outage },
              ]}
            />
          </section>
        ))}
        <section aria-labelledby="keys">
          <h3 id="keys" className="mb-1 font-medium">
            Environment keys
          </h3>
          {keys.length === 0 ? <p className="text-muted">None are known.</p> : <Keys keys={keys} now={now} />}
        </section>
      </div>
    </Panel>
  );
}

function Keys({ keys, now }: Pick<Dossier, 'keys'> & { now: string }) {
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">
        {keys.map(({ key, isSecret, declared, present, since }) => (
          <li key={key} className="flex min-h-8 flex-wrap items-center gap-2 py-1">
            <code className="min-w-32 flex-1 font-mono text-xs break-all">{key}</code>
            {isSecret && <Badge tone="info">Secret, {ageText(differenceInDays(new Date(now), new Date(since)))}</Badge>}
            {!declared && <Badge tone="warning">Not in .env.example</Badge>}
            {!present && <Badge tone="warning">Not set on the platform</Badge>}
          </li>
        ))}
      </ul>
      <p className="mt-1 text-xs text-muted">Only names are known here, never a value. The age counts from the last replacement, else from when it was first seen.</p>
    </>
  );
}

function ageText(days: number): string {
  if (days <= 0) return 'new today';
  return days === 1 ? '1 day old' : `${days.toLocaleString('en-US')} days old`;
}
