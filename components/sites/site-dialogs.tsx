'use client';

import { Ellipsis } from 'lucide-react';
import dynamic from 'next/dynamic';
import { createContext, use, useState, type ReactNode } from 'react';
import { Button } from '../ui/button';
import type { ButtonSize, ButtonVariant } from '../ui/button-class';
import { Menu, type MenuAction } from '../ui/menu';
import type { DialogKind } from './dialog-kind';
import type { SiteDialogProps } from './site-dialog';

const SiteDialog = dynamic(() => import('./site-dialog').then((file) => file.SiteDialog), { ssr: false });
const fetchAhead = () => void import('./site-dialog');

/** The actions that a person takes on a Site, as their buttons call them. */
const labels: Record<DialogKind, string> = {
  renew: 'Renew',
  keep: 'Still needed',
  review: 'Record a review',
  edit: 'Edit',
  name_successor: 'Name the successor',
  transfer: 'Transfer',
  narrow: 'Narrow the audience',
  disable: 'Disable',
  enable: 'Re-enable',
  set_legal_hold: 'Set a legal hold',
  note_fallback: 'Note a fallback',
  begin_retirement: 'Retire',
  stop_retirement: 'Stop the retirement',
};

type Dialogs = Pick<SiteDialogProps, 'site'> & { open: (kind: DialogKind) => void };
const DialogsContext = createContext<Dialogs | null>(null);

function useDialogs(): Dialogs {
  const dialogs = use(DialogsContext);
  if (dialogs === null) throw new Error('This button belongs inside <SiteDialogs>.');
  return dialogs;
}

export type SiteDialogsProps = Omit<SiteDialogProps, 'kind' | 'isOpen' | 'onOpenChange'> & {
  /** The action whose dialog a link has asked for; it stays closed where the action can't be taken. */
  asked?: string | undefined;
  children: ReactNode;
};

/** Holds the one dialog of a Site's page, which any button inside can open. */
export function SiteDialogs({ asked, children, ...context }: SiteDialogsProps) {
  const atOnce = (Object.keys(labels) as DialogKind[]).find((each) => each === asked && context.site.actions[each].allowed) ?? null;
  const [kind, setKind] = useState<DialogKind | null>(atOnce);
  const [isOpen, setOpen] = useState(atOnce !== null);
  const open = (next: DialogKind) => {
    setKind(next);
    setOpen(true);
  };
  return (
    <DialogsContext value={{ site: context.site, open }}>
      {children}
      {kind !== null && <SiteDialog {...context} kind={kind} isOpen={isOpen} onOpenChange={setOpen} />}
    </DialogsContext>
  );
}

export interface SiteActionButtonProps {
  action: DialogKind;
  label?: string | undefined;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
}

/** Opens the dialog of one action; where it can't be taken now, it says why. */
export function SiteActionButton({ action, label = labels[action], variant, size }: SiteActionButtonProps) {
  const { site, open } = useDialogs();
  return (
    <Button
      variant={variant}
      size={size}
      aria-haspopup="dialog"
      disabledReason={site.actions[action].reason ?? undefined}
      onClick={() => open(action)}
      onPointerEnter={fetchAhead}
      onFocus={fetchAhead}
    >
      {label}
    </Button>
  );
}

/** The actions of the Site's head: the frequent ones as buttons, all others behind one. */
export function SiteActionBar() {
  const { site, open } = useDialogs();
  const disabled = site.state === 'disabled';
  const leaving = site.state === 'retiring';
  const item = (action: DialogKind, more: Partial<MenuAction> = {}): MenuAction => ({
    id: action,
    label: labels[action],
    onAction: () => open(action),
    disabledReason: site.actions[action].reason ?? undefined,
    ...more,
  });
  return (
    <>
      {disabled && <SiteActionButton action="enable" variant="primary" />}
      {leaving && <SiteActionButton action="stop_retirement" variant="primary" />}
      <SiteActionButton action="renew" variant={disabled || leaving ? 'secondary' : 'primary'} />
      <SiteActionButton action="review" />
      <SiteActionButton action="edit" />
      <Menu
        label="More actions"
        icon={<Ellipsis aria-hidden="true" size={14} />}
        items={[
          { id: 'request_widening', label: 'Ask to widen', href: `/sites/${site.slug}/widen`, disabledReason: site.actions.request_widening.reason ?? undefined },
          item('narrow'),
          item('name_successor', { startsGroup: true }),
          item('transfer'),
          item('set_legal_hold', { startsGroup: true, label: site.record.legalHold === null ? labels.set_legal_hold : 'Lift the legal hold' }),
          item('note_fallback'),
          ...(disabled ? [] : [item('disable', { tone: 'danger' })]),
          ...(leaving ? [] : [item('begin_retirement', { tone: 'danger' })]),
        ]}
      >
        More
      </Menu>
    </>
  );
}
