import { useId, type ButtonHTMLAttributes, type ReactNode, type Ref } from 'react';
import { buttonClass, type ButtonSize, type ButtonVariant } from './button-class';
import { Tooltip } from './tooltip';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  icon?: ReactNode;
  /** Square, for an icon alone; then `aria-label` is needed. */
  iconOnly?: boolean | undefined;
  /** Why it can't be used now. The button stays reachable, does nothing, and says this. */
  disabledReason?: string | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
}

export function Button({ variant, size, icon, iconOnly, disabledReason, children, type = 'button', ref, id, ...rest }: ButtonProps) {
  const reasonId = useId();
  const className = buttonClass({
    ...(variant && { variant }),
    ...(size && { size }),
    ...(iconOnly && { iconOnly }),
  });
  const face = (
    <>
      {icon}
      {children}
    </>
  );
  if (!disabledReason) {
    return (
      <button {...rest} ref={ref} id={id} type={type} className={className}>
        {face}
      </button>
    );
  }
  // `type="button"` and no handler: neither a click nor Enter in its form can set it off.
  return (
    <Tooltip id={reasonId} content={disabledReason}>
      <button
        type="button"
        ref={ref}
        id={id}
        aria-label={rest['aria-label']}
        aria-disabled="true"
        aria-describedby={reasonId}
        className={className}
      >
        {face}
      </button>
    </Tooltip>
  );
}
