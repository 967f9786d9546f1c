import { createHash } from 'node:crypto';

/** Statements of more parameters are lists of some length, each a text of its own. */
const mostParameters = 40;
/** The product has a few hundred statements, and PostgreSQL keeps the plan of each on each connection. */
const mostStatements = 500;

/**
 * Names statements that come again, so that a connection parses each once and PostgreSQL may keep its plan. The same text has
 * the same name. Empty, which is no name: for one that comes for the first time, that has many parameters, or that is one too many.
 */
export function statementNames(most = mostStatements): (statement: { sql: string; args: readonly unknown[] }) => string {
  const names = new Map<string, string>();
  return ({ sql, args }) => {
    if (args.length > mostParameters) return '';
    const known = names.get(sql);
    if (known === undefined && names.size < most) names.set(sql, '');
    if (known !== '') return known ?? '';
    const name = createHash('sha256').update(sql).digest('base64url');
    names.set(sql, name);
    return name;
  };
}
