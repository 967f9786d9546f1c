'use client';

import { Users } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { canonicalQuery, overView } from '@/lib/domain/view-query';
import type { SavedView } from '@/lib/views/view-shape';
import { Button } from '../ui/button';
import { cx } from '../ui/cx';
import { toastResult } from '../ui/toast-result';
import { saveViewEvent } from './ask-to-save';
import type { ViewActions, ViewRights } from './view-actions';
import type { ViewDialogProps } from './view-dialog';
import { ViewMenu } from './view-menu';

const ViewDialog = dynamic(() => import('./view-dialog').then((file) => file.ViewDialog), { ssr: false });
const fetchAhead = () => void import('./view-dialog');

export interface ViewTabsProps {
  /** One's own and the shared ones, in the order of the tabs. */
  views: SavedView[];
  /** The open one; null: all Sites. */
  current: SavedView | null;
  /** What the list stands on: as much of the open view as holds. The address says the rest. */
  base: string;
  rights: ViewRights;
  actions: ViewActions;
}

const hrefOf = ({ id }: Pick<SavedView, 'id'>) => `/sites?view=${id}`;

/** The list's views as tabs, each a link; and what can be done with the open one. */
export function ViewTabs({ views, current, base, rights, actions }: ViewTabsProps) {
  const router = useRouter();
  const [kind, setKind] = useState<ViewDialogProps['kind'] | null>(null);
  const [isSaving, startSaving] = useTransition();
  const address = new URLSearchParams(useSearchParams());
  const list = canonicalQuery(overView(base, address));
  const isChanged = current !== null && current.query !== list;

  const strip = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const tab = strip.current?.querySelector<HTMLElement>('[aria-current]');
    if (tab && strip.current?.parentElement) strip.current.parentElement.scrollLeft = tab.offsetLeft - strip.current.parentElement.clientWidth / 3;
  }, [current?.id]);

  useEffect(() => {
    const ask = () => setKind('save');
    document.addEventListener(saveViewEvent, ask);
    return () => document.removeEventListener(saveViewEvent, ask);
  }, []);

  const save = () =>
    startSaving(async () => {
      if (current === null) return;
      const result = await actions.change({ viewId: current.id, revision: current.revision, query: list });
      toastResult(result, 'Saved');
      if (result.ok) router.replace(hrefOf(current), { scroll: false });
    });
  const done = (view: SavedView | null) => {
    toastResult({ ok: true, message: view === null ? 'Deleted' : 'Saved' });
    if (view === null) router.replace('/sites?view=all');
    else if (kind === 'save') router.replace(hrefOf(view), { scroll: false });
    setKind(null);
  };

  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-2 border-b border-line sm:flex-nowrap">
      {/* It holds what its tabs place absolutely: else words for screen readers would stand beyond its edge, and make the page as wide. */}
      <nav aria-label="Views" className="relative min-w-0 overflow-x-auto max-sm:w-full sm:flex-1">
        <ul ref={strip} className="flex w-max gap-1">
          <ViewTab href="/sites?view=all" name="All Sites" isCurrent={current === null} />
          {views.map((view) => (
            <ViewTab key={view.id} href={hrefOf(view)} name={view.name} isShared={view.isShared} isCurrent={view.id === current?.id} isChanged={isChanged && view.id === current.id} />
          ))}
        </ul>
      </nav>
      <div className="ml-auto flex shrink-0 items-center gap-1 py-1 noscript:hidden">
        {isChanged && current.mayChange && (
          <Button size="sm" aria-busy={isSaving} onClick={save}>
            Save
          </Button>
        )}
        <Button size="sm" variant="ghost" aria-haspopup="dialog" onClick={() => setKind('save')} onPointerEnter={fetchAhead} onFocus={fetchAhead}>
          {isChanged ? 'Save as new…' : 'Save view…'}
        </Button>
        {current !== null && <ViewMenu key={current.id} view={current} rights={rights} actions={actions} onRename={() => setKind('rename')} onDelete={() => setKind('delete')} />}
      </div>
      {kind !== null && <ViewDialog kind={kind} view={current} query={list} rights={rights} actions={actions} onClose={() => setKind(null)} onDone={done} />}
    </div>
  );
}

type ViewTabProps = { href: string; name: string; isCurrent: boolean; isShared?: boolean; isChanged?: boolean };

function ViewTab({ href, name, isCurrent, isShared = false, isChanged = false }: ViewTabProps) {
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        scroll={false}
        aria-current={isCurrent ? 'page' : undefined}
        className={cx(
          'flex h-9 max-w-64 items-center gap-1.5 border-b-2 px-2.5 -outline-offset-2',
          isCurrent ? 'border-accent font-medium text-fg' : 'border-transparent text-muted hover:text-fg',
        )}
      >
        {isShared && <Users aria-hidden="true" size={12} className="shrink-0 text-muted" />}
        <span className="truncate">{name}</span>
        {isShared && <span className="sr-only">, shared</span>}
        {isChanged && <span className="rounded bg-hover px-1 text-xs font-normal text-muted">changed</span>}
      </Link>
    </li>
  );
}
