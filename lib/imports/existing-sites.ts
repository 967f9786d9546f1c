import type { Tx } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { siteInclude } from '@/lib/sites/load-site';

const include = { ...siteInclude, bindings: true, environmentKeys: true, versions: true, deployments: true } as const satisfies Prisma.SiteInclude;
export type ExistingSite = Prisma.SiteGetPayload<{ include: typeof include }>;

type Keys = { ids?: string[]; projectIds?: string[]; slugs?: string[]; titles?: string[]; places?: { repository: string; manifestPath: string }[] };

/** Imports take turns: two of the same at once would both find nothing and both create. */
export async function takeImportTurn(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('import', 0))`;
}

/** Locks and reads every Site that one of the keys names. Without locking (a dry run) nobody has to wait. */
export async function findExistingSites(tx: Tx, { ids = [], projectIds = [], slugs = [], titles = [], places = [] }: Keys, lock: boolean): Promise<ExistingSite[]> {
  const where = Prisma.sql`
    id = ANY (${ids}::uuid[]) OR project_id = ANY (${projectIds}) OR slug = ANY (${slugs}) OR title = ANY (${titles})
    OR (project_id IS NULL AND (repository, manifest_path) IN (
      SELECT * FROM unnest(${places.map(({ repository }) => repository)}::text[], ${places.map(({ manifestPath }) => manifestPath)}::text[])))`;
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM site WHERE ${where} ORDER BY id ${lock ? Prisma.sql`FOR UPDATE` : Prisma.empty}`;
  return tx.site.findMany({ where: { id: { in: found.map(({ id }) => id) } }, include });
}

/** Hands out slugs that neither a Site nor this import has taken; `reserved` are those that the import names itself. */
export async function slugAllocator(tx: Tx, wanted: string[], reserved: string[] = []): Promise<(base: string) => string> {
  const bases = [...new Set(wanted)];
  const rows = await tx.$queryRaw<{ slug: string }[]>`
    SELECT slug FROM site WHERE slug = ANY (${bases}) OR regexp_replace(slug, '-[0-9]+$', '') = ANY (${bases})`;
  const taken = new Set([...reserved, ...rows.map(({ slug }) => slug)]);
  return (base) => {
    let slug = base;
    for (let number = 2; taken.has(slug); number += 1) slug = `${base.slice(0, 56)}-${number}`;
    taken.add(slug);
    return slug;
  };
}

/** Whether two values read the same in JSON: dates by instant, objects whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date || typeof value !== 'object' || value === null) return value ?? null;
  if (Array.isArray(value)) return value.map(ordered);
  return Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)).map(([key, inner]) => [key, ordered(inner)]));
}
