/** The look of one entry in a list of options. */
export const optionClass =
  'group/option flex min-h-8 cursor-pointer items-center gap-2 rounded px-2 py-1 outline-none focus:bg-hover hover:bg-hover disabled:text-faint';
