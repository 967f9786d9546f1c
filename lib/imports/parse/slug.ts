const maxLength = 63;
// Letters that NFKD leaves whole.
const letters: Record<string, string> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŋ: 'ng', ŧ: 't',
};

/**
 * A slug (a-z, 0-9 and single hyphens, at most 63 characters, as a host name's label) from the first text that yields
 * one: pass the title, then the folder. A title in a script without Latin letters falls through to the next text.
 */
export function slugFor(...texts: string[]): string {
  for (const text of texts) {
    const slug = text
      .slice(0, 1000)
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[ßæœøłđðþıħŋŧ]/g, (letter) => letters[letter] ?? '')
      .replace(/['’]/g, '')
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, maxLength + 1)
      .replace(/^-/, '')
      .slice(0, maxLength)
      .replace(/-$/, '');
    if (slug !== '') return slug;
  }
  return 'site';
}
