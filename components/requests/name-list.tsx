'use client';

import { Disclosure } from '../ui/disclosure';
import { FormattedNumber } from '../ui/number';

type Name = { name: string; note?: string | undefined };

export interface NameListProps {
  names: Name[];
  /** How many there are in all; more than the names that came with the page. */
  total: number;
  /** How many are in sight before the rest is opened. */
  listed: number;
}

/** A page stays light with ten thousand names; the request and its record have all of them as JSON. */
const mostNamed = 500;

/** Names in columns; the rest behind one press. It comes to the browser as names, which are a fraction of what their markup weighs. */
export function NameList({ names: given, total, listed }: NameListProps) {
  const names = given.slice(0, mostNamed);
  const rest = names.slice(listed);
  const unnamed = total - names.length;
  return (
    <div>
      <Names names={names.slice(0, listed)} />
      {rest.length > 0 && (
        <Disclosure
          summary={
            <>
              <FormattedNumber value={rest.length} /> more
            </>
          }
        >
          <Names names={rest} />
        </Disclosure>
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
