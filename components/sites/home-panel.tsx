import type { ReactNode } from 'react';
import { LinkButton } from '../ui/link-button';
import { Panel } from '../ui/panel';

export interface HomePanelProps {
  title: string;
  /** The list behind the rows. */
  more?: { href: string; label: string } | undefined;
  /** What stands there when nothing waits. */
  empty: ReactNode;
  isEmpty: boolean;
  children: ReactNode;
}

/** One thing of the first screen: its rows, or a sentence that there are none and how to begin. */
export function HomePanel({ title, more, empty, isEmpty, children }: HomePanelProps) {
  return (
    <Panel
      title={title}
      flush={!isEmpty}
      actions={more && !isEmpty && (
        <LinkButton href={more.href} size="sm" variant="ghost">
          {more.label}
        </LinkButton>
      )}
    >
      {isEmpty ? <p className="text-muted">{empty}</p> : children}
    </Panel>
  );
}
