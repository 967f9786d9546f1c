import { X } from 'lucide-react';
import { useRef, type MouseEvent } from 'react';
import { buttonClass } from '../ui/button-class';

export interface Chip {
  id: string;
  /** The field, and what it has to be, in words. */
  label: string;
  words: string;
  /** The list without it. */
  href: string;
}

export interface FilterChipsProps {
  chips: Chip[];
  clearHref: string;
  onGo: (href: string) => void;
  /** The last one was taken away: the focus has to go somewhere. */
  onEmpty: () => void;
}

/** What is filtered by now, each part with the way to be rid of it. Plain links, so that they lead there without JavaScript too. */
export function FilterChips({ chips, clearHref, onGo, onEmpty }: FilterChipsProps) {
  const list = useRef<HTMLUListElement>(null);
  const go = (event: MouseEvent<HTMLAnchorElement>, href: string) => {
    // Another tab, another window: the browser's own business.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? [])];
    const at = links.indexOf(event.currentTarget);
    const next = at < 0 ? undefined : (links[at + 1] ?? links[at - 1]);
    if (next) next.focus();
    else onEmpty();
    onGo(href);
  };
  if (chips.length === 0) return null;
  return (
    <ul ref={list} aria-label="Active filters" className="mt-2 flex flex-wrap items-center gap-1.5">
      {chips.map(({ id, label, words, href }) => (
        <li key={id} className="flex h-6 max-w-full items-center rounded bg-hover pl-2 text-xs">
          <span className="truncate">
            <span className="text-muted">{label}:</span> {words}
          </span>
          <a
            data-chip
            href={href}
            onClick={(event) => go(event, href)}
            aria-label={`Remove ${label}: ${words}`}
            className="grid size-6 shrink-0 place-items-center rounded text-muted hover:text-fg"
          >
            <X aria-hidden="true" size={12} />
          </a>
        </li>
      ))}
      <li>
        <a href={clearHref} onClick={(event) => go(event, clearHref)} className={buttonClass({ variant: 'ghost', size: 'sm' })}>
          Clear all
        </a>
      </li>
    </ul>
  );
}
