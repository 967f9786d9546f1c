import { BulkMenu } from '@/components/bulk/bulk-menu';
import type { ChangeKind } from '@/components/bulk/bulk-kinds';
import type { Operation } from '@/lib/domain/permissions';
import { judge, type Subject } from '@/lib/domain/verdict';
import { findGroups, findPeople } from '../lookups';

/** Of these the role decides alone; all others may be allowed to whoever owns a Site. */
const byRole = { assign_owner: 'site.assign_owner', ask_attestation: 'site.ask_attestation' } as const satisfies Partial<Record<ChangeKind, Operation>>;

/** What acts on the Sites that are chosen in the list. */
export function BulkSlot({ roles, departments }: { roles: Subject['roles']; departments: { id: string; name: string }[] }) {
  const held = new Set(roles);
  const refusals = Object.fromEntries(
    Object.entries(byRole).flatMap(([kind, operation]) => {
      const verdict = judge(operation, held);
      return verdict.allowed ? [] : [[kind, verdict.reason]];
    }),
  );
  return <BulkMenu sources={{ departments: departments.map(({ id, name }) => ({ value: id, label: name })), findPeople, findGroups }} refusals={refusals} />;
}
