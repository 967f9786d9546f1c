import type { Shortcut } from '../ui/shortcuts-dialog';

/** What `?` lists on the page of a request, before the keys of every page. */
export const reviewShortcuts: Shortcut[] = [
  { keys: 'a', label: 'To the button that approves' },
  { keys: 'r', label: 'To the button that rejects' },
  { keys: 'c', label: 'To the button that asks for changes' },
  { keys: 'm', label: 'Write a comment' },
  { keys: 'h', label: 'Hand it over' },
  { keys: 'j', label: 'Next request in the queue' },
  { keys: 'k', label: 'Previous request in the queue' },
];
