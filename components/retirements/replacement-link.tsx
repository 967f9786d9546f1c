import Link from 'next/link';
import type { Replacement } from '@/lib/domain/visitor-message';

/** What replaces a Site, as a link where there is one. */
export function ReplacementLink({ replacement: { text, href } }: { replacement: Replacement }) {
  if (href === null) return <>{text}</>;
  return href.startsWith('/') ? (
    <Link href={href} className="underline">
      {text}
    </Link>
  ) : (
    <a href={href} rel="noreferrer" className="break-all underline">
      {text}
    </a>
  );
}
