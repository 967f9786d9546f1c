import { Check, X } from 'lucide-react';
import { permissions, roleLabels, roles, standingLabels, standings, type Operation, type Role, type Standing } from '@/lib/domain/permissions';
import { cx } from '../ui/cx';

type Row = { operation: Operation; what: string; changes: boolean; allow: readonly Standing[]; except: Partial<Record<Standing, string>> };

const rows: Row[] = (Object.keys(permissions) as Operation[]).map((operation) => {
  const permission = permissions[operation];
  return { operation, what: permission.what, changes: permission.changes, allow: permission.allow, except: 'except' in permission ? permission.except : {} };
});

const areas: { prefix: string; title: string }[] = [
  { prefix: 'site', title: 'Sites' },
  { prefix: 'request', title: 'Requests' },
  { prefix: 'import', title: 'Imports' },
  { prefix: 'person people group department source me', title: 'People and sources' },
  { prefix: 'audit', title: 'Audit' },
  { prefix: 'settings', title: 'Settings' },
  { prefix: 'token', title: 'API tokens' },
];

const short: Record<Standing, string> = {
  admin: roleLabels.admin,
  reviewer: roleLabels.reviewer,
  auditor: roleLabels.auditor,
  member: roleLabels.member,
  owner: 'Owner',
  successor: 'Successor',
  requester: 'Requester',
  proposed_owner: 'Proposed owner',
  asked: 'Asked',
  was_asked: 'Was asked',
  audience: 'Audience',
};

/** Who may do what, from the very table that the server asks. `mine` are the roles of whoever looks. */
export function PermissionTable({ mine }: { mine: readonly Role[] }) {
  const own = new Set<Standing>(mine);
  const placed = new Set(areas.flatMap(({ prefix }) => prefix.split(' ')));
  const rest = rows.filter(({ operation }) => !placed.has(areaOf(operation)));
  return (
    <div tabIndex={0} role="region" aria-label="Permissions" className="relative overflow-x-auto -outline-offset-2 sm:max-h-[calc(100dvh-8rem)]">
      <table className="w-full min-w-4xl border-separate border-spacing-0 text-left">
        <caption className="sr-only">Who may do what</caption>
        <thead>
          <tr>
            <th scope="col" className="sticky top-0 left-0 z-20 border-b border-line bg-subtle px-3 text-xs font-medium text-muted">
              Operation
            </th>
            {standings.map((standing) => (
              <th
                key={standing}
                scope="col"
                title={standingLabels[standing]}
                className={cx('sticky top-0 z-10 h-9 border-b border-line bg-subtle px-2 text-center text-xs font-medium', own.has(standing) ? 'text-fg' : 'text-muted')}
              >
                {short[standing]}
                {own.has(standing) && <span className="block font-normal">you</span>}
              </th>
            ))}
          </tr>
        </thead>
        {[...areas.map(({ prefix, title }) => ({ title, rows: rows.filter(({ operation }) => prefix.split(' ').includes(areaOf(operation))) })), { title: 'Other', rows: rest }]
          .filter((area) => area.rows.length > 0)
          .map((area) => (
            <tbody key={area.title}>
              <tr>
                <th scope="colgroup" colSpan={standings.length + 1} className="border-b border-line px-3 pt-4 pb-1 font-semibold">
                  {area.title}
                </th>
              </tr>
              {area.rows.map((row) => (
                <PermissionRow key={row.operation} row={row} own={own} />
              ))}
            </tbody>
          ))}
      </table>
    </div>
  );
}

function PermissionRow({ row, own }: { row: Row; own: ReadonlySet<Standing> }) {
  return (
    <tr className="group/row hover:bg-subtle">
      <th scope="row" className="sticky left-0 z-10 w-64 min-w-44 border-b border-line bg-canvas px-3 py-1 font-normal group-hover/row:bg-subtle">
        {row.what}
        <code className="block font-mono text-xs text-muted">{row.operation}</code>
      </th>
      {standings.map((standing) => (
        <td key={standing} className={cx('border-b border-line px-2 text-center', own.has(standing) && 'bg-subtle')}>
          <Mark row={row} standing={standing} />
        </td>
      ))}
    </tr>
  );
}

/** A tick, a cross where it is refused whatever else one is, or nothing. */
function Mark({ row, standing }: { row: Row; standing: Standing }) {
  const never = row.except[standing] ?? (standing === 'auditor' && row.changes ? 'Auditors read everything and change nothing.' : undefined);
  if (never !== undefined) {
    return (
      <span title={never} className="text-danger">
        <X aria-hidden="true" size={14} className="mx-auto" />
        <span className="sr-only">Never: {never}</span>
      </span>
    );
  }
  if (row.allow.includes(standing)) {
    return (
      <>
        <Check aria-hidden="true" size={14} className="mx-auto text-success" />
        <span className="sr-only">Yes</span>
      </>
    );
  }
  return <span className="sr-only">No</span>;
}

function areaOf(operation: Operation): string {
  return operation.split('.')[0] ?? '';
}

/** The roles in words, for the line above the table. */
export function rolesText(mine: readonly Role[]): string {
  return roles.filter((role) => mine.includes(role)).map((role) => roleLabels[role]).join(', ');
}
