export const saveViewEvent = 'views:save';

/** Asks the list's view tabs to save the list as it stands, from wherever a command for it stands. */
export function askToSaveView(): void {
  document.dispatchEvent(new Event(saveViewEvent));
}
