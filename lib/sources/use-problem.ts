import { sourceModes, type SourceMode } from '@/lib/domain/classification';
import { sourceUseProblem } from '@/lib/domain/source-use';
import { Prisma } from '@/lib/db/generated/client';

const { sql } = Prisma;

/** How sources may be used that are not allowed for `mode`, said by the rule itself. */
function forbiddenFor(allowed: SourceMode): SourceMode[] {
  return sourceModes.filter((mode) => mode !== 'forbidden' && sourceUseProblem({ mode, allowed }) !== null);
}

/** Whether a use is not allowed, in SQL: `use` is how a Site uses the source, `allowed` what the matrix says of it. */
export function isNotAllowed(use: Prisma.Sql, allowed: Prisma.Sql): Prisma.Sql {
  const cases = sourceModes.map((mode) => sql`WHEN ${mode} THEN ${use}::text = ANY (${forbiddenFor(mode)}::text[])`);
  return sql`CASE ${allowed}::text ${Prisma.join(cases, ' ')} END`;
}
