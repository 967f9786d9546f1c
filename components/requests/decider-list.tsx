'use client';

import { Badge } from '../ui/badge';
import { Disclosure } from '../ui/disclosure';

export interface DeciderListProps {
  /** How many could answer; more than those who are named. */
  count: number;
  first: { name: string; gains: boolean }[];
}

/** Who could answer a stage, behind one press. It comes to the browser as names, as `NameList` does. */
export function DeciderList({ count, first }: DeciderListProps) {
  return (
    <Disclosure summary={`${count.toLocaleString('en-US')} could answer`}>
      <ul>
        {first.map(({ name, gains }, at) => (
          <li key={at} className="flex min-h-6 flex-wrap items-center gap-x-2">
            {name}
            {gains && <Badge tone="warning">Would gain access</Badge>}
          </li>
        ))}
        {count > first.length && <li className="text-muted">and {(count - first.length).toLocaleString('en-US')} more</li>}
      </ul>
    </Disclosure>
  );
}
