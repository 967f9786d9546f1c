/** Something that whoever started the program can do something about: shown as its one line, without a stack. */
export class Fatal extends Error {}

/**
 * Shows why a script ends, and makes its exit status say so.
 * @param {unknown} error
 */
export function reportFatal(error) {
  const plain = error instanceof Fatal || !(error instanceof Error);
  process.stderr.write(`${plain ? String(error?.message ?? error) : error.stack}\n`);
  process.exitCode = 1;
}
