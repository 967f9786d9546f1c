/** A spreadsheet runs cells that begin with these as formulas (OWASP, CSV injection). */
const formula = /^'*[=+\-@\t\r]/;

/**
 * Makes a cell harmless for spreadsheets: one that begins like a formula gets an apostrophe in front. One that
 * already had apostrophes gets one more, so that `restore` gives back exactly what went in.
 */
export function neutralise(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

/** The inverse of `neutralise`. */
export function restore(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}
