'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useId, useSyncExternalStore } from 'react';

const choices = [
  { value: 'system', label: 'System', Icon: Monitor },
  { value: 'light', label: 'Light', Icon: Sun },
  { value: 'dark', label: 'Dark', Icon: Moon },
];
const never = () => () => undefined;

/** System, light or dark. */
export function ThemeSwitcher() {
  const { theme, setTheme } = useTheme();
  const name = useId();
  // The stored choice is known only in the browser; until then none is marked.
  const isReady = useSyncExternalStore(never, () => true, () => false);
  return (
    <fieldset className="inline-flex rounded-md border border-line p-0.5">
      <legend className="sr-only">Theme</legend>
      {choices.map(({ value, label, Icon }) => (
        <label
          key={value}
          title={label}
          className="grid size-6 place-items-center rounded text-muted outline-offset-1 hover:text-fg has-checked:bg-hover has-checked:text-fg has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name={name}
            value={value}
            checked={isReady && theme === value}
            onChange={() => setTheme(value)}
            className="sr-only"
          />
          <Icon aria-hidden="true" size={14} />
          <span className="sr-only">{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
