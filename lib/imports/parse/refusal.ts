import { cleanText } from './clean-text';

/** One thing that did not arrive, by name: where it stood and, in a sentence for people, what happened and what to do. */
export type ImportRefusal = {
  /** The file in a folder or zip, or the place in a feed (`sites[3].access_policy.revision`). */
  path?: string;
  /** The line of a CSV file, header included, starting with 1. */
  line?: number;
  /** The key, column or field. */
  field?: string;
  reason: string;
};

/** A path as it may be shown: printable and short, whatever a hostile archive put into it. */
export function shownPath(path: string): string {
  return cleanText(path, 300) || '(no name)';
}
