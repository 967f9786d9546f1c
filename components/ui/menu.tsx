'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { RouterProvider } from 'react-aria-components';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components/Menu';
import { buttonClass, type ButtonSize, type ButtonVariant } from './button-class';
import { cx } from './cx';

export interface MenuAction {
  id: string;
  label: string;
  icon?: ReactNode;
  href?: string | undefined;
  onAction?: (() => void) | undefined;
  tone?: 'danger' | undefined;
  /** Why it can't be chosen now; shown under the label. */
  disabledReason?: string | undefined;
  /** Begins a new group. */
  startsGroup?: boolean | undefined;
}

export interface MenuProps {
  /** The accessible name when the button shows only an icon. */
  label: string;
  children?: ReactNode;
  icon?: ReactNode;
  items: MenuAction[];
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
}

/** A button with a list of actions behind it. Actions that can't be taken stay, with the reason. */
export function Menu({ label, children, icon, items, variant = 'secondary', size = 'md' }: MenuProps) {
  const router = useRouter();
  return (
    <MenuTrigger>
      <AriaButton {...(!children && { 'aria-label': label })} className={buttonClass({ variant, size, iconOnly: !children })}>
        {icon}
        {children}
      </AriaButton>
      <Popover placement="bottom end" className="max-w-80 min-w-44 overflow-auto rounded-md bg-raised p-1 shadow-overlay">
        {/* Without it a link in a menu loads the whole application again. */}
        <RouterProvider navigate={(href) => router.push(href)}>
          <AriaMenu aria-label={label} className="outline-none">
            {items.flatMap((item) => [
              ...(item.startsGroup ? [<Separator key={`${item.id}-line`} className="my-1 border-t border-line" />] : []),
              <MenuItem
                key={item.id}
                id={item.id}
                textValue={item.label}
                isDisabled={Boolean(item.disabledReason)}
                {...(item.href && !item.disabledReason && { href: item.href })}
                {...(item.onAction && { onAction: item.onAction })}
                className={cx(
                  'flex min-h-8 cursor-pointer items-center gap-2 rounded px-2 py-1 outline-none focus:bg-hover disabled:cursor-not-allowed disabled:text-faint',
                  item.tone === 'danger' && !item.disabledReason && 'text-danger',
                )}
              >
                {item.icon}
                <span className="min-w-0">
                  <span className="block">
                    {item.label}
                  </span>
                  {item.disabledReason && (
                    <span className="block text-xs">
                      {item.disabledReason}
                    </span>
                  )}
                </span>
              </MenuItem>,
            ])}
          </AriaMenu>
        </RouterProvider>
      </Popover>
    </MenuTrigger>
  );
}
