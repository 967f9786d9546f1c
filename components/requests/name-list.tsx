import { FormattedNumber } from '../ui/number';

type Name = { name: string; note?: string | undefined };

export interface NameListProps {
  names: Name[];
  /** How many there are in all; more than the names that came with the page. */
  total: number;
  /** How many are in sight before the rest is opened. */
  listed: number;
}

/** Names in columns; the rest behind one press. */
export function NameList({ names, total, listed }: NameListProps) {
  const rest = names.slice(listed);
  const unnamed = total - names.length;
  return (
    <div>
      <Names names={names.slice(0, listed)} />
      {rest.length > 0 && (
        <details className="group mt-1">
          <summary className="inline-flex min-h-6 items-center text-accent-text hover:underline">
            <span className="group-open:hidden">
              Show <FormattedNumber value={rest.length} /> more
            </span>
            <span className="hidden group-open:inline">Show fewer</span>
          </summary>
          <Names names={rest} />
        </details>
      )}
      {unnamed > 0 && (
        <p className="mt-1 text-muted">
          and <FormattedNumber value={unnamed} /> more, not named here
        </p>
      )}
    </div>
  );
}

function Names({ names }: { names: Name[] }) {
  return (
    <ul className="gap-x-4 sm:columns-2 xl:columns-3">
      {names.map(({ name, note }) => (
        <li key={`${name}-${note ?? ''}`} className="truncate leading-6" title={note === undefined ? name : `${name}, ${note}`}>
          {name}
          {note !== undefined && <span className="sr-only">, {note}</span>}
        </li>
      ))}
    </ul>
  );
}
