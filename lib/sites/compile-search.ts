import type { Settings } from '@/lib/domain/settings';
import type { Database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import type { Context } from '@/lib/gate/command';
import { resolveSearch } from './resolve-search';
import type { SiteSearch } from './site-search';
import { fieldsOf, siteFrom, siteWhere, type ResolvedSearch, type SearchField } from './site-where';
import type { SiteVisibility } from './visible-sites';

const { sql } = Prisma;

/** What a search means for somebody: tables and condition, with what they may see ANDed. */
export type CompiledSearch = {
  resolved: ResolvedSearch;
  /** The search but for its text, over `site_index i`; the text by itself, over `site_text t`. */
  parts: { where: Prisma.Sql; text: string | null };
  /** `site_index i`, and `site_text t` where text is searched. */
  from: Prisma.Sql;
  where: Prisma.Sql;
  /** Whether the plan does not hang on the values that are bound. */
  isSteady: boolean;
};

/** Fields whose values stand in the statement's own text. */
const literal: readonly SearchField[] = ['state', 'audience', 'observed', 'classification', 'completeness', 'ownerStatus'];

/** @throws ProblemError 400 that names a word of the search that stands for nothing. */
export async function compileSearch(db: Database, search: SiteSearch, visible: SiteVisibility, settings: Settings, { actor, now }: Context): Promise<CompiledSearch> {
  const resolved = await resolveSearch(db, search, actor.personId);
  const { q, ...rest } = resolved;
  return {
    resolved,
    parts: { where: sql`${visible.condition} AND ${siteWhere(rest, { settings, now })}`, text: fieldsOf(resolved).includes('q') ? (q ?? '').trim() : null },
    from: siteFrom(resolved),
    where: sql`${visible.condition} AND ${siteWhere(resolved, { settings, now })}`,
    isSteady: visible.everything && fieldsOf(resolved).every((field) => literal.includes(field)),
  };
}
