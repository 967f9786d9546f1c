import Link from 'next/link';
import { enforcementAspectLabels, enforcementAspects, enforcementStateLabels } from '@/lib/domain/enforcement';
import { cx } from '../ui/cx';
import { enforcementUrl, type EnforcementFilter } from './enforcement-url';

const states = [
  { value: null, label: 'To do' },
  { value: 'unconfirmed,failed', label: 'Unconfirmed or failed' },
  { value: 'requested', label: enforcementStateLabels.requested },
  { value: 'confirmed', label: enforcementStateLabels.confirmed },
];
const aspects = [{ value: null, label: 'Everything' }, ...enforcementAspects.map((value) => ({ value, label: enforcementAspectLabels[value] }))];

/** What of the list is shown. Each is a link, so that it can be shared. */
export function EnforcementFilters({ filter }: { filter: EnforcementFilter }) {
  return (
    <div className="mb-3 flex flex-wrap gap-x-6 gap-y-1">
      <Choices label="State" choices={states} current={filter.state} hrefOf={(state) => enforcementUrl({ ...filter, state })} />
      <Choices label="About" choices={aspects} current={filter.aspect} hrefOf={(aspect) => enforcementUrl({ ...filter, aspect })} />
    </div>
  );
}

type ChoicesProps = { label: string; choices: { value: string | null; label: string }[]; current: string | null; hrefOf: (value: string | null) => string };

function Choices({ label, choices, current, hrefOf }: ChoicesProps) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-1">
      <span className="text-muted">{label}</span>
      {choices.map(({ value, label: name }) => (
        <Link
          key={name}
          href={hrefOf(value)}
          aria-current={value === current ? 'true' : undefined}
          className={cx('flex min-h-7 items-center rounded-md px-2 whitespace-nowrap', value === current ? 'bg-hover font-medium text-fg' : 'text-muted hover:text-fg')}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
