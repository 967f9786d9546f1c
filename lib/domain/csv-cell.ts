/** What a spreadsheet would run as a formula when a cell begins with it; the full-width forms too. */
const formulaStart = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const neutralStart = /^'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * Makes a cell harmless for a spreadsheet: an apostrophe before what would be a formula, and before what already looks
 * like a cell treated so. That makes it reversible: `plainCell(neutralCell(x)) === x` for every text.
 */
export function neutralCell(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

/** Takes back exactly the one apostrophe that `neutralCell` put there. */
export function plainCell(cell: string): string {
  return neutralStart.test(cell) ? cell.slice(1) : cell;
}

/** Several texts in one cell, separated by `; `. A semicolon or backslash inside one is written with a backslash. */
export function joinList(texts: readonly string[]): string {
  return texts.map((text) => text.replace(/[\\;]/g, '\\$&')).join('; ');
}

/** Takes a cell apart that `joinList` wrote, or a person did. Empty parts are left out. */
export function splitList(cell: string): string[] {
  const parts: string[] = [''];
  for (const token of cell.match(/\\[\\;]|[^]/g) ?? []) {
    if (token === ';') parts.push('');
    else parts[parts.length - 1] += token.length === 2 && token.startsWith('\\') ? token.slice(1) : token;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
