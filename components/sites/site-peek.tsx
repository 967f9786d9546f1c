'use client';

import { ExternalLink, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { SiteDetail } from '@/lib/sites/site-shape';
import { Button } from '../ui/button';
import { LinkButton } from '../ui/link-button';
import { SitePeekFacts } from './site-peek-facts';
import { readJson } from './sites-list-source';

export interface SitePeekProps {
  slug: string;
  /** ISO 8601. */
  now: string;
  /** Its row in the list, where there is one: another object once the Site has changed. */
  row: object | undefined;
  onClose: () => void;
}

type Shown = { slug: string; site: SiteDetail } | { slug: string; problem: string };

/** A Site beside the list, without leaving it. Not a modal: the list goes on working, and this follows it. */
export function SitePeek({ slug, now, row, onClose }: SitePeekProps) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    readJson<SiteDetail>(`/api/v1/sites/${encodeURIComponent(slug)}`, abort.signal).then(
      (site) => !abort.signal.aborted && setShown({ slug, site }),
      (error: unknown) => !abort.signal.aborted && setShown({ slug, problem: error instanceof Error ? error.message : 'It could not be loaded.' }),
    );
    return () => abort.abort();
  }, [slug, row, tries]);
  const isCurrent = shown?.slug === slug;
  const site = shown !== null && 'site' in shown ? shown.site : null;
  return (
    <aside
      aria-label="Peek"
      aria-busy={!isCurrent}
      className="z-20 flex flex-col border-line bg-raised max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[75dvh] max-sm:rounded-t-lg max-sm:shadow-overlay sm:absolute sm:inset-y-0 sm:right-0 sm:w-100 sm:border-l"
    >
      <header className="flex min-h-11 items-center gap-2 border-b border-line py-1.5 pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-sm font-semibold">{site?.title ?? slug}</h2>
        {site?.url != null && (
          <a href={site.url} target="_blank" rel="noreferrer" className="inline-flex h-7 items-center gap-1 rounded px-2 text-xs font-medium hover:bg-hover">
            Visit <ExternalLink aria-hidden="true" size={12} />
          </a>
        )}
        <LinkButton size="sm" href={`/sites/${slug}`} prefetch={false}>
          Open
        </LinkButton>
        <Button size="sm" variant="ghost" iconOnly aria-label="Close the peek" onClick={onClose} icon={<X aria-hidden="true" size={14} />} />
      </header>
      {/* The old facts stay, dimmed, until the new ones are here: the panel follows j and k without flashing. */}
      <div tabIndex={0} role="group" aria-label="Facts" className={isCurrent ? 'min-h-0 flex-1 overflow-y-auto px-4 py-2 -outline-offset-2' : 'min-h-0 flex-1 overflow-y-auto px-4 py-2 opacity-60 -outline-offset-2'}>
        {shown === null && <p className="text-muted">Loading…</p>}
        {shown !== null && 'problem' in shown && (
          <p role="alert" className="text-danger">
            {shown.problem}{' '}
            <button type="button" onClick={() => setTries(tries + 1)} className="font-medium text-fg underline">
              Try again
            </button>
          </p>
        )}
        {site !== null && <SitePeekFacts site={site} now={now} />}
      </div>
    </aside>
  );
}
