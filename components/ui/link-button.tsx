import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { buttonClass, type ButtonSize, type ButtonVariant } from './button-class';

export interface LinkButtonProps extends Omit<ComponentProps<typeof Link>, 'className'> {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  icon?: ReactNode;
  iconOnly?: boolean | undefined;
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ variant, size, icon, iconOnly, children, ...link }: LinkButtonProps) {
  return (
    <Link
      {...link}
      className={buttonClass({ ...(variant && { variant }), ...(size && { size }), ...(iconOnly && { iconOnly }) })}
    >
      {icon}
      {children}
    </Link>
  );
}
