import type { Dossier } from '@/lib/domain/dossier';
import { Disclosure } from '../../ui/disclosure';
import { Panel } from '../../ui/panel';
import { Timeline } from '../../ui/timeline';

const listed = 5;

export interface HistoryPanelProps {
  history: Dossier['history'];
  owner: NonNullable<Dossier['precedents']>['owner'];
  now: string;
}

/** What happened to the Site, and what became of its owner's other cases. */
export function HistoryPanel({ history, owner, now }: HistoryPanelProps) {
  const items = folded(history).map(({ at, title, actor, reason, times }, index) => ({
    id: `${at}-${index}`,
    at,
    title: `${actor} ${title}${times > 1 ? `, ${times} times` : ''}`,
    body: reason !== null && <p className="break-words whitespace-pre-line text-muted">“{reason}”</p>,
  }));
  return (
    <Panel title="History of the Site and its owner">
      <div className="space-y-3">
        {owner !== null && <p>{ownerText(owner)}</p>}
        {items.length === 0 ? <p className="text-muted">Nothing has happened to it yet.</p> : <Timeline now={now} items={items.slice(0, listed)} />}
        {items.length > listed && (
          <Disclosure summary={`${items.length - listed} earlier`}>
            <Timeline now={now} items={items.slice(listed)} />
          </Disclosure>
        )}
      </div>
    </Panel>
  );
}

/** What one person did several times in a row is told once. */
function folded(history: Dossier['history']): (Dossier['history'][number] & { times: number })[] {
  const told: (Dossier['history'][number] & { times: number })[] = [];
  for (const event of history) {
    const last = told.at(-1);
    if (last !== undefined && last.title === event.title && last.actor === event.actor && last.reason === event.reason) last.times += 1;
    else told.push({ ...event, times: 1 });
  }
  return told;
}

function ownerText({ sites, open, disabled, approved, rejected, withdrawn, incidents }: NonNullable<HistoryPanelProps['owner']>): string {
  const count = (number: number, one: string, many = `${one}s`) => `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
  const asked = approved + rejected + withdrawn;
  const requests = asked === 0 ? 'has asked for no other widening' : `has had ${approved} of ${count(asked, 'other request')} approved and ${rejected} rejected`;
  return `The owner answers for ${count(sites, 'Site')}, ${open} open to others and ${disabled} disabled; ${requests}; ${incidents === 0 ? 'no drift incident' : count(incidents, 'drift incident')}.`;
}
