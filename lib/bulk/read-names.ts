import type { BulkChange } from '@/lib/domain/bulk';
import type { NameOf } from '@/lib/domain/bulk-words';
import type { Reader } from '@/lib/db/client';

/** Names for every id that some changes mention. */
export async function readNames(db: Reader, changes: readonly BulkChange[]): Promise<NameOf> {
  const ids = changes.map(idsIn);
  const select = { id: true, name: true } as const;
  const people = await find(ids.flatMap(({ people }) => people), (id) => db.person.findMany({ where: { id }, select }));
  const departments = await find(ids.flatMap(({ departments }) => departments), (id) => db.department.findMany({ where: { id }, select }));
  const groups = await find(ids.flatMap(({ groups }) => groups), (id) => db.group.findMany({ where: { id }, select }));
  const names = new Map([...people, ...departments, ...groups].map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

type Named = { id: string; name: string };

async function find(ids: string[], read: (id: { in: string[] }) => Promise<Named[]>): Promise<Named[]> {
  return ids.length === 0 ? [] : read({ in: ids });
}

function idsIn(change: BulkChange): { people: string[]; departments: string[]; groups: string[] } {
  const none = { people: [], departments: [], groups: [] };
  switch (change.kind) {
    case 'assign_owner':
      return { ...none, people: [change.change.owner] };
    case 'name_successor':
      return { ...none, people: change.change.successor === null ? [] : [change.change.successor] };
    case 'set_department':
      return { ...none, departments: [change.change.department] };
    case 'narrow':
      return { ...none, people: change.change.audience.people, groups: change.change.audience.groups };
    case 'set_classification':
    case 'set_expiry':
    case 'add_tags':
    case 'remove_tags':
    case 'disable':
    case 'record_review':
    case 'ask_attestation':
      return none;
  }
}
