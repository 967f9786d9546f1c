'use client';

import { useRouter } from 'next/navigation';
import { useShortcut } from '../ui/use-shortcut';

export interface ReviewKeysProps {
  /** The requests beside this one in the queue of whoever looks, as ids. */
  previous: string | null;
  next: string | null;
}

/** From one request to the next without the mouse. The other keys belong to what they move to. */
export function ReviewKeys({ previous, next }: ReviewKeysProps) {
  const router = useRouter();
  useShortcut('j', () => next !== null && router.push(`/requests/${next}`), next !== null);
  useShortcut('k', () => previous !== null && router.push(`/requests/${previous}`), previous !== null);
  return null;
}
