import type { Problem } from '@/lib/gate/problem';
import type { FormProblem } from '../form/form-error';
import { instantText } from '../ui/instant-text';

const instants = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** Sentences of the server name instants exactly, for clients; people read a date. */
export function readableText(text: string): string {
  return text.replace(instants, (at) => instantText(new Date(at), new Date(at), 'date', true).text);
}

/** A problem as a form shows it. */
export function readableProblem({ title, detail, errors = [] }: Problem): FormProblem {
  const fields = errors.map(({ path, message }) => ({ path, message: readableText(message) }));
  // The list of fields says the same again, with links.
  const repeats = fields.length > 0 && fields.every(({ message }) => readableText(detail).includes(message));
  return { title: fields.length > 0 ? 'Correct this, then send it again' : title, ...(repeats ? {} : { detail: readableText(detail) }), ...(fields.length > 0 && { errors: fields }) };
}

/** Whether somebody else was faster: the form was filled in from a record that has moved on. */
export function isStale(problem: Problem): boolean {
  return problem.type === 'urn:siteward:problem:stale';
}
