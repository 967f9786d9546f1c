import type { Tx } from '@/lib/db/client';

/** Numbers that are tried at once when a slug is taken. */
const step = 8;

/**
 * Hands out slugs that neither a Site nor the file has taken: the plain one first, then the lowest free number. Slugs are
 * asked for by name, batch by batch: a search for all that begin alike would read the whole table.
 */
export class CsvSlugs {
  private readonly spoken: Set<string>;
  private readonly free = new Map<string, string[]>();
  private readonly tried = new Map<string, number>();

  /** `named` are those that the file itself names. */
  constructor(named: ReadonlySet<string>) {
    this.spoken = new Set(named);
  }

  /** Sets a free slug aside for each base in the list; one that stands twice gets two. */
  async prepare(tx: Tx, bases: readonly string[]): Promise<void> {
    const missing = new Map<string, number>();
    for (const base of bases) missing.set(base, (missing.get(base) ?? -(this.free.get(base)?.length ?? 0)) + 1);
    for (let short = [...missing]; short.length > 0; short = [...missing]) {
      const candidates = short.flatMap(([base, count]) => this.candidates(base, count));
      const rows = await tx.$queryRaw<{ slug: string }[]>`SELECT slug FROM site WHERE slug = ANY (${candidates.map(({ slug }) => slug)})`;
      const taken = new Set(rows.map(({ slug }) => slug));
      for (const { base, number, slug } of candidates) {
        const count = missing.get(base) ?? 0;
        if (count <= 0) continue;
        this.tried.set(base, number);
        if (taken.has(slug) || this.spoken.has(slug)) continue;
        this.spoken.add(slug);
        this.free.set(base, [...(this.free.get(base) ?? []), slug]);
        missing.set(base, count - 1);
      }
      for (const [base, count] of missing) if (count <= 0) missing.delete(base);
    }
  }

  /** The next of those that were set aside. */
  take(base: string): string {
    const slug = this.free.get(base)?.shift();
    if (slug === undefined) throw new Error(`no slug was prepared for ${base}`);
    return slug;
  }

  private candidates(base: string, count: number): { base: string; number: number; slug: string }[] {
    const last = this.tried.get(base) ?? 0;
    const many = last === 0 && count === 1 ? 1 : Math.max(count, 0) + step;
    return Array.from({ length: many }, (_, at) => last + at + 1).map((number) => ({
      base,
      number,
      slug: number === 1 ? base : `${base.slice(0, 56)}-${number}`,
    }));
  }
}
