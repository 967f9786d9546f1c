import type { Dossier } from '@/lib/domain/dossier';
import { DiffList } from '../../ui/diff-list';
import { Panel } from '../../ui/panel';

/** What a request would change that is not about who may open the Site. */
export function ChangePanel({ change }: Pick<Dossier, 'change'>) {
  return (
    <Panel title="What changes">
      <DiffList changes={change.map(({ label, before, after }) => ({ field: label, before, after }))} />
    </Panel>
  );
}
