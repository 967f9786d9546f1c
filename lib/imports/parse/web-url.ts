/** `new URL` that answers instead of throwing. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** An http(s) address as it was written, else nothing: a `javascript:` link must never reach a page. */
export function webUrl(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined;
  const written = text.trim();
  const url = parseUrl(written);
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  return url.href === `${written}/` ? written : url.href;
}
