import { cx } from './cx';
import { initialsOf } from './initials';

// Neutral on purpose: a coloured face would look like a state.
const shades = ['bg-hover text-muted', 'bg-line text-fg', 'bg-fg/80 text-canvas'];

const shadeOf = (name: string): string => {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return shades[sum % shades.length] ?? '';
};

/** Initials in a disc. Decoration only: the name always stands beside it. */
export function Avatar({ name, size = 'md' }: { name: string; size?: 'sm' | 'md' | 'lg' }) {
  const box = { sm: 'size-5 text-[0.625rem]', md: 'size-6 text-[0.6875rem]', lg: 'size-8 text-xs' }[size];
  return (
    <span aria-hidden="true" className={cx('inline-grid shrink-0 place-items-center rounded-full font-medium', box, shadeOf(name))}>
      {initialsOf(name)}
    </span>
  );
}
