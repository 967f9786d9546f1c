import { cx } from './cx';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md';

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-accent-fg not-aria-disabled:hover:bg-accent-hover',
  secondary: 'border border-edge bg-raised text-fg not-aria-disabled:hover:bg-hover',
  ghost: 'text-fg not-aria-disabled:hover:bg-hover',
  danger: 'bg-danger-solid text-accent-fg not-aria-disabled:hover:bg-danger-solid-hover',
};

/** The look of a button, for everything that acts like one: buttons, links, menu triggers. */
export function buttonClass(
  { variant = 'secondary', size = 'md', iconOnly = false }: { variant?: ButtonVariant; size?: ButtonSize; iconOnly?: boolean } = {},
): string {
  return cx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none',
    'transition-colors disabled:opacity-60 aria-disabled:border aria-disabled:border-line aria-disabled:bg-hover aria-disabled:text-faint',
    size === 'sm' ? 'h-7 text-xs' : 'h-8 text-sm',
    iconOnly ? (size === 'sm' ? 'w-7' : 'w-8') : size === 'sm' ? 'px-2' : 'px-3',
    variants[variant],
  );
}
