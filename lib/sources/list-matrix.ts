import { z } from 'zod';
import { audienceModes } from '@/lib/domain/audience';
import type { SourceMode } from '@/lib/domain/classification';
import { sourceUseProblem } from '@/lib/domain/source-use';
import { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { ProblemError } from '@/lib/gate/problem';
import { query } from '@/lib/gate/query';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { visibleSites } from '@/lib/sites/visible-sites';
import { matrixRowShape, type MatrixRow } from './source-shape';
import { isNotAllowed } from './use-problem';

const { sql } = Prisma;

export const matrixShape = z.object({ items: z.array(matrixRowShape), next: z.string().nullable() });

const useModes = ['read_only', 'write_capable', 'confirmation_required'] as const satisfies readonly SourceMode[];
const problems = ['not_allowed', 'conflict'] as const;

/** Some of a few words, with commas between them; none at all is no filter. */
function anyOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z
    .string()
    .max(500)
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(z.enum(values, `Choose from ${values.join(', ')}.`)))
    .transform((chosen) => (chosen.length === 0 ? undefined : chosen))
    .optional();
}

/** What a problem is, in SQL. */
const hasProblem: Record<(typeof problems)[number], (uses: (condition: Prisma.Sql) => Prisma.Sql, among: Prisma.Sql) => Prisma.Sql> = {
  not_allowed: (uses, among) => uses(sql`${among} AND ${isNotAllowed(sql`u.mode`, sql`d.mode`)}`),
  conflict: () => sql`EXISTS (SELECT FROM source_conflict c WHERE i.source_ids @> ARRAY[c.a_id, c.b_id])`,
};

type Use = { key: string; mode: SourceMode; allowed: SourceMode };
type Row = Omit<MatrixRow, 'site' | 'uses'> & MatrixRow['site'] & { uses: Use[]; sort: string };

/** Which Sites use which data sources, a row a Site, by title. Retired Sites and those without any source are left out. */
export const listMatrix = query({
  name: 'source.matrix',
  input: z.strictObject({
    /** Keys of sources with commas between them: Sites that use all of these. */
    uses: z.string().max(2_000).optional(),
    /** How: Sites that use one of them so; without `uses`, any source. Alternatives have commas between them, here and below. */
    mode: anyOf(useModes),
    audience: anyOf(audienceModes),
    /** `not_allowed`: a use that the matrix doesn’t allow. `conflict`: two sources that must not meet. */
    problem: anyOf(problems),
    q: z.string().max(200).regex(/^[^\0]*$/).optional(),
    ...pageSchema,
  }),
  may: (actor) => judge('source.matrix', roleStandings(actor)),
  visible: visibleSites,
  load: async ({ prisma }, { limit, cursor: cursorText, ...search }, visible): Promise<{ items: MatrixRow[]; next: string | null }> => {
    const keys = [...new Set((search.uses ?? '').split(',').map((key) => key.trim()).filter(Boolean))];
    const sources = await prisma.dataSource.findMany({ where: { key: { in: keys } }, select: { id: true, key: true } });
    const unknown = keys.find((key) => !sources.some((source) => source.key === key));
    if (unknown !== undefined) throw new ProblemError('invalid', `There is no data source “${unknown}”.`, [{ path: 'uses', message: `There is no data source “${unknown}”.` }]);
    const binding = cursorBinding('source-matrix', search);
    const cursor = readCursor(cursorText, binding, ['text', 'uuid']);
    const uses = (condition: Prisma.Sql): Prisma.Sql =>
      sql`EXISTS (SELECT FROM site_data_source u JOIN data_source d ON d.id = u.source_id WHERE u.site_id = i.site_id AND ${condition})`;
    const among = sources.length === 0 ? sql`TRUE` : sql`u.source_id = ANY (${sources.map(({ id }) => id)}::uuid[])`;
    const conditions = [
      visible.condition,
      sql`i.state <> 'retired'`,
      sources.length === 0 ? uses(sql`TRUE`) : sql`i.source_ids @> ${sources.map(({ id }) => id)}::uuid[]`,
      ...(search.mode === undefined ? [] : [uses(sql`${among} AND u.mode::text = ANY (${search.mode}::text[])`)]),
      ...(search.audience === undefined ? [] : [sql`i.audience::text = ANY (${search.audience}::text[])`]),
      ...(search.problem === undefined ? [] : [sql`(${Prisma.join(search.problem.map((problem) => hasProblem[problem](uses, among)), ' OR ')})`]),
      ...(search.q === undefined || search.q.trim() === '' ? [] : [sql`i.title_sort LIKE ${`%${search.q.trim().toLowerCase().replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`}`]),
      ...(cursor === null ? [] : [sql`(i.title_sort, i.site_id) > (${String(cursor.keys[0])}::text, ${String(cursor.keys[1])}::uuid)`]),
    ];
    const rows = await prisma.$queryRaw<Row[]>`
      SELECT s.id::text, s.slug, s.title, s.state, s.audience, o.name AS owner, page.title_sort AS sort,
             (SELECT json_agg(json_build_object('key', d.key, 'mode', u.mode, 'allowed', d.mode) ORDER BY d.name)
                FROM site_data_source u JOIN data_source d ON d.id = u.source_id WHERE u.site_id = s.id) AS uses,
             ARRAY(SELECT least(a.name, b.name) || ' and ' || greatest(a.name, b.name) FROM source_conflict c JOIN data_source a ON a.id = c.a_id JOIN data_source b ON b.id = c.b_id
                    WHERE page.source_ids @> ARRAY[c.a_id, c.b_id] ORDER BY 1) AS conflicts
        FROM (SELECT i.site_id, i.title_sort, i.source_ids FROM site_index i WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY i.title_sort, i.site_id LIMIT ${limit + 1}) page
        JOIN site s ON s.id = page.site_id LEFT JOIN person o ON o.id = s.owner_id ORDER BY page.title_sort, page.site_id`;
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items: rows.slice(0, limit).map(toRow), next: last === undefined ? null : writeCursor(binding, { keys: [last.sort, last.id], backward: false }) };
  },
});

function toRow({ id, slug, title, state, uses, sort: _sort, ...row }: Row): MatrixRow {
  return { site: { id, slug, title, state }, ...row, uses: uses.map(({ key, mode, allowed }) => ({ key, mode, problem: sourceUseProblem({ mode, allowed }) })) };
}
