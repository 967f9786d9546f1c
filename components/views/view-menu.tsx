'use client';

import { Ellipsis } from 'lucide-react';
import { useId, useRef } from 'react';
import { roleLabels, roles } from '@/lib/domain/permissions';
import type { SavedView } from '@/lib/views/view-shape';
import { buttonClass } from '../ui/button-class';
import { cx } from '../ui/cx';
import { placeBeside } from '../ui/place-beside';
import { toastResult } from '../ui/toast-result';
import type { ViewActions, ViewRights } from './view-actions';

export interface ViewMenuProps {
  view: SavedView;
  rights: ViewRights;
  actions: Pick<ViewActions, 'change' | 'setDefault'>;
  onRename: () => void;
  onDelete: () => void;
}

type Item = { label: string; onChoose: () => void | Promise<void>; isDanger?: boolean };

/** What can be done with the open view. The browser opens and closes it; nothing is fetched for it. */
export function ViewMenu({ view, rights, actions, onRename, onDelete }: ViewMenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const { id: viewId, name, revision, isShared, mayChange, defaultFor } = view;

  const copyLink = () =>
    navigator.clipboard.writeText(`${window.location.origin}/sites?view=${viewId}`).then(
      () => toastResult({ ok: true, message: 'Link copied' }),
      () => toastResult({ ok: false, problem: { title: 'The link could not be copied', detail: 'The browser did not allow it. Copy the address of this page instead.' } }),
    );
  const share = async () => toastResult(await actions.change({ viewId, revision, isShared: !isShared }), isShared ? 'No longer shared' : 'Shared with the workspace');
  const beginWith = (role: SavedView['defaultFor'], isFirst: boolean) => async () => {
    if (role === null) return;
    toastResult(await actions.setDefault({ role, view: isFirst ? viewId : null }), isFirst ? `The role ${roleLabels[role]} begins with “${name}”` : `The role ${roleLabels[role]} begins with all Sites`);
  };

  const items: Item[] = [
    { label: 'Copy the link', onChoose: copyLink },
    ...(mayChange ? [{ label: 'Rename', onChoose: onRename }] : []),
    ...(mayChange && (isShared || rights.mayShare) ? [{ label: isShared ? 'Stop sharing' : 'Share with the workspace', onChoose: share }] : []),
    ...(rights.maySetDefault && isShared
      ? defaultFor === null
        ? roles.map((role) => ({ label: `First view for the role ${roleLabels[role]}`, onChoose: beginWith(role, true) }))
        : [{ label: `No longer first for the role ${roleLabels[defaultFor]}`, onChoose: beginWith(defaultFor, false) }]
      : []),
    ...(mayChange ? [{ label: 'Delete', onChoose: onDelete, isDanger: true }] : []),
  ];
  return (
    <>
      <button ref={button} type="button" popoverTarget={id} aria-label={`Actions for the view ${name}`} className={buttonClass({ variant: 'ghost', size: 'sm', iconOnly: true })}>
        <Ellipsis aria-hidden="true" size={16} />
      </button>
      <div
        ref={box}
        id={id}
        popover="auto"
        role="group"
        aria-label={`The view ${name}`}
        onToggle={({ newState, currentTarget }) => {
          if (newState === 'open' && button.current) placeBeside(currentTarget, button.current, 'below');
        }}
        className="fixed max-w-80 min-w-44 rounded-md bg-raised p-1 text-fg shadow-overlay"
      >
        {items.map(({ label, onChoose, isDanger }) => (
          <button
            key={label}
            type="button"
            onClick={() => {
              box.current?.hidePopover();
              void onChoose();
            }}
            className={cx('block min-h-8 w-full rounded px-2 py-1 text-left -outline-offset-2 hover:bg-hover', isDanger === true && 'text-danger')}
          >
            {label}
          </button>
        ))}
        {!view.isMine && <p className="border-t border-line px-2 pt-1.5 pb-1 text-xs text-muted">Shared by {view.owner.name}</p>}
      </div>
    </>
  );
}
