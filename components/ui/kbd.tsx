/** Keys to press. `mod` is Ctrl, or Cmd on a Mac; both are named so that nobody has to guess. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <kbd className="inline-flex gap-0.5 font-sans">
      {keys.split(/[ +]/).map((key, at) => (
        <span
          key={`${key}-${at}`}
          className="inline-grid h-5 min-w-5 place-items-center rounded border border-line bg-subtle px-1 text-xs text-muted"
        >
          {key === 'mod' ? 'Ctrl/⌘' : key}
        </span>
      ))}
    </kbd>
  );
}
