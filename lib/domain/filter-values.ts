/** One value of a filter; an excluded one keeps out what it names. */
export type FilterValue = { value: string; excluded: boolean };

/**
 * Reads the comma-separated values of one filter: `live,-retired,"Sales, North"`. A leading `-` excludes, double
 * quotes keep commas, dashes and spaces (`""` is a quote inside). Empty values are none; an unclosed quote ends with
 * the text.
 */
export function splitValues(text: string): FilterValue[] {
  const values: FilterValue[] = [];
  let at = 0;
  while (at < text.length) {
    let excluded = false;
    while (text[at] === ' ') at += 1;
    if (text[at] === '-') {
      excluded = true;
      at += 1;
    }
    let value = '';
    if (text[at] === '"') {
      at += 1;
      for (; at < text.length; at += 1) {
        if (text[at] !== '"') value += text[at] ?? '';
        else if (text[at + 1] === '"') {
          value += '"';
          at += 1;
        } else break;
      }
      at += 1;
      while (at < text.length && text[at] !== ',') at += 1;
    } else {
      const end = text.indexOf(',', at);
      value = text.slice(at, end === -1 ? undefined : end).trim();
      at = end === -1 ? text.length : end;
    }
    at += 1;
    if (value !== '') values.push({ value, excluded });
  }
  return values;
}

/** Writes values so that `splitValues` reads the same. */
export function joinValues(values: readonly FilterValue[]): string {
  return values.map(({ value, excluded }) => `${excluded ? '-' : ''}${quoted(value)}`).join(',');
}

function quoted(value: string): string {
  return /^-|[",]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
