'use client';

import { useSyncExternalStore } from 'react';
import { instantText, type InstantFormat } from './instant-text';

export interface InstantProps {
  /** ISO 8601. */
  at: string;
  /** The page's own present, so that server and client count from the same moment. */
  now: string;
  format?: InstantFormat | undefined;
}

const never = () => () => undefined;

/**
 * A moment. The server writes it in UTC; once the browser has taken over it is local. Hovering
 * shows the exact local time and UTC.
 */
export function Instant({ at, now, format = 'both' }: InstantProps) {
  const isLocal = useSyncExternalStore(never, () => true, () => false);
  const { text, exact } = instantText(new Date(at), new Date(now), format, isLocal);
  return (
    <time dateTime={at} title={exact} className="whitespace-nowrap">
      {text}
    </time>
  );
}
