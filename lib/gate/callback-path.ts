/** Where sign-in leads back to: a path of this application. Anything else, also `//elsewhere`, becomes the first screen. */
export function toCallbackPath(given: string | string[] | undefined): string {
  const base = 'http://siteward.invalid';
  const text = Array.isArray(given) ? given[0] : given;
  // A browser reads a backslash as a slash and drops tabs and line breaks, so none of them is a path of ours.
  if (text === undefined || !/^\/(?![/\\])[^\\\s\u0000-\u001f]*$/.test(text) || !URL.canParse(text, base)) return '/';
  const url = new URL(text, base);
  if (url.origin !== base || url.pathname === '/sign-in') return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
