import { Check, PenLine, UserCheck } from 'lucide-react';
import Link from 'next/link';
import { audienceLabels } from '@/lib/domain/audience';
import { sourceModeLabels, type SourceMode } from '@/lib/domain/classification';
import type { MatrixRow } from '@/lib/sources/source-shape';
import { cx } from '../ui/cx';
import { ToneIcon } from '../ui/tone-icon';

export interface MatrixTableProps {
  rows: MatrixRow[];
  /** The columns: sources by name. */
  sources: { key: string; name: string }[];
}

const icons: Record<SourceMode, typeof Check | null> = { read_only: Check, confirmation_required: UserCheck, write_capable: PenLine, forbidden: null };
const short: Record<SourceMode, string> = { read_only: 'Reads', confirmation_required: 'Confirms', write_capable: 'Writes', forbidden: '' };

/** Which Site uses which source and how. A cell that the matrix doesn't allow says so in word, shape and colour. */
export function MatrixTable({ rows, sources }: MatrixTableProps) {
  return (
    <div tabIndex={0} role="region" aria-label="Who uses what" className="relative overflow-auto -outline-offset-2 sm:max-h-[calc(100dvh-14rem)]">
      <table className="w-max min-w-full border-separate border-spacing-0 text-left">
        <thead>
          <tr>
            <th scope="col" className="sticky top-0 left-0 z-20 h-8 border-r border-b border-line bg-subtle px-3 font-medium">
              Site
            </th>
            <th scope="col" className="sticky top-0 z-10 hidden border-b border-line bg-subtle px-3 font-medium sm:table-cell">
              Open to
            </th>
            {sources.map(({ key, name }) => (
              <th key={key} scope="col" className="sticky top-0 z-10 border-b border-line bg-subtle px-2 font-medium whitespace-nowrap">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ site, audience, owner, uses, conflicts }) => (
            <tr key={site.id} className="group/row">
              <th scope="row" className="sticky left-0 z-10 h-8 max-w-40 border-r border-b border-line bg-canvas px-3 font-medium group-hover/row:bg-subtle sm:max-w-72">
                <Link href={`/sites/${site.slug}?tab=data`} prefetch={false} className="block min-h-6 truncate hover:underline">
                  {site.title}
                </Link>
                {conflicts.length > 0 && (
                  <span className="flex items-start gap-1 text-xs font-normal text-danger">
                    <ToneIcon tone="danger" size={12} />
                    {conflicts.join('; ')} must not meet
                  </span>
                )}
              </th>
              <td className="hidden border-b border-line px-3 whitespace-nowrap text-muted group-hover/row:bg-subtle sm:table-cell" title={owner === null ? 'Nobody owns it' : `Owned by ${owner}`}>
                {audienceLabels[audience]}
              </td>
              {sources.map(({ key, name }) => (
                <td key={key} className="border-b border-line px-2 group-hover/row:bg-subtle">
                  <Cell use={uses.find((each) => each.key === key)} name={name} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ use, name }: { use: MatrixRow['uses'][number] | undefined; name: string }) {
  if (use === undefined) return null;
  const Icon = icons[use.mode];
  return (
    <span title={use.problem === null ? sourceModeLabels[use.mode] : `${name} ${use.problem}`} className={cx('inline-flex items-center gap-1 whitespace-nowrap', use.problem === null ? 'text-fg' : 'font-medium text-danger')}>
      {use.problem === null ? Icon !== null && <Icon aria-hidden="true" size={14} className="text-muted" /> : <ToneIcon tone="danger" size={14} />}
      {short[use.mode]}
      {use.problem !== null && <span className="sr-only">: {name} {use.problem}</span>}
    </span>
  );
}
