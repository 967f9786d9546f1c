import { Disclosure } from '../../ui/disclosure';
import { FormattedNumber } from '../../ui/number';

const listed = 6;

export interface DepartmentBarsProps {
  departments: { name: string; gains: number }[];
  total: number;
}

/** Where those who gain access work: the largest first, each with its share. */
export function DepartmentBars({ departments, total }: DepartmentBarsProps) {
  const rest = departments.slice(listed);
  return (
    <section aria-labelledby="departments" className="min-w-0">
      <h3 id="departments" className="mb-1 font-medium">
        By department
      </h3>
      <Bars departments={departments.slice(0, listed)} total={total} />
      {rest.length > 0 && (
        <Disclosure summary={`${rest.length} more departments`}>
          <Bars departments={rest} total={total} />
        </Disclosure>
      )}
    </section>
  );
}

function Bars({ departments, total }: DepartmentBarsProps) {
  return (
    <ul>
      {departments.map(({ name, gains }) => (
        <li key={name} className="grid min-h-6 grid-cols-[minmax(0,9rem)_minmax(0,1fr)_3rem] items-center gap-3">
          <span className="truncate" title={name}>
            {name}
          </span>
          <span aria-hidden="true" className="h-1.5 rounded-full bg-accent" style={{ width: `${Math.max(1, (100 * gains) / Math.max(1, total))}%` }} />
          <span className="text-right text-muted">
            <FormattedNumber value={gains} />
          </span>
        </li>
      ))}
    </ul>
  );
}
