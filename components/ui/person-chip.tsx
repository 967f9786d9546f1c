import Link from 'next/link';
import { Avatar } from './avatar';

export interface PersonChipProps {
  name: string;
  secondary?: string | undefined;
  href?: string | undefined;
  /** Someone who has left: the name is kept and says so. */
  departed?: boolean | undefined;
}

/** A person: initials, name, and perhaps what they are. */
export function PersonChip({ name, secondary, href, departed = false }: PersonChipProps) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1.5 align-middle">
      <Avatar name={name} size={secondary ? 'md' : 'sm'} />
      <span className="min-w-0">
        {href ? (
          <Link href={href} className="inline-flex min-h-6 max-w-full items-center truncate hover:underline">
            {name}
          </Link>
        ) : (
          <span className="block truncate">{name}</span>
        )}
        {(secondary || departed) && (
          <span className="block truncate text-xs text-muted">{[departed && 'Has left', secondary].filter(Boolean).join(' · ')}</span>
        )}
      </span>
    </span>
  );
}
