// PostgreSQL can't hold NUL, other control characters (C1 and the bidirectional overrides too) hide things on a screen.
const hiding = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text that any store and any screen takes: no hiding characters, no half characters. */
export function storableText(text: string): string {
  return text.replace(hiding, '').replace(loneSurrogate, '\ufffd');
}

/** One line of printable text of at most `max` characters; what is too long ends in an ellipsis. */
export function cleanText(text: string, max: number): string {
  // Cut before the work as well as after it: hostile input can be megabytes long.
  const line = storableText(text.slice(0, max * 8)).replace(/\s+/g, ' ').trim();
  return shorten(line, max);
}

/** Cuts text to `max` characters without leaving half of one. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '').trimEnd()}…`;
}
