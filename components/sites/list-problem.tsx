import type { Problem } from '@/lib/gate/problem';
import { overBase, withParams } from '../table/filter-url';
import { Callout } from '../ui/callout';
import { LinkButton } from '../ui/link-button';

export interface ListProblemProps {
  problem: Problem;
  path: string;
  /** The list's own parameters, and the query of the view that they stand on. */
  query: URLSearchParams;
  base?: string | undefined;
}

/** A filter that could not be understood, by name, with the ways to go on without it. */
export function ListProblem({ problem, path, query, base = '' }: ListProblemProps) {
  const ground = new URLSearchParams(base);
  const asked = overBase(ground, query);
  const isCursor = problem.type.endsWith(':bad-cursor');
  const fields = isCursor ? ['cursor'] : [...new Set((problem.errors ?? []).map((error) => fieldOf(error.path)))].filter((field) => asked.has(field));
  const without = (names: string[]) => withParams(path, query, names, {}, ground);
  return (
    <Callout
      alert
      tone="danger"
      title={isCursor ? 'This link leads to a page that no longer fits the list' : 'This list can’t be filtered like that'}
      actions={
        <>
          {isCursor && <LinkButton href={without(['cursor'])}>To the first page</LinkButton>}
          {!isCursor && fields.map((field) => (
            <LinkButton key={field} href={without([field])}>
              Remove “{field}”
            </LinkButton>
          ))}
          <LinkButton href={`${path}?view=all`} variant="ghost">
            Show all Sites
          </LinkButton>
        </>
      }
    >
      {problem.errors === undefined ? (
        problem.detail
      ) : (
        <ul>
          {problem.errors.map((error) => (
            <li key={`${error.path}:${error.message}`}>
              <code className="font-mono text-xs">{fieldOf(error.path)}</code>: {error.message}
            </li>
          ))}
        </ul>
      )}
    </Callout>
  );
}

/** The parameter of a path such as `state[0]`. */
function fieldOf(path: string): string {
  return path.split('[')[0] ?? path;
}
