import type { Replacement } from './visitor-message';

/** What replaces a Site, with the way there: the Site itself, or an https address that the text is. */
export function toReplacement(text: string | null, slug: string | null): Replacement | null {
  if (text === null) return null;
  if (slug !== null) return { text, href: `/sites/${slug}` };
  return { text, href: /^https:\/\/[^\s@]+$/.test(text) ? text : null };
}
