import { z } from 'zod';
import type { Role } from '@/lib/domain/permissions';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { defaultOrder } from '@/lib/domain/view';
import { allSites, isBare, overView, printQuery, toAddress } from '@/lib/domain/view-query';
import type { Reader } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { ProblemError } from '@/lib/gate/problem';
import { query } from '@/lib/gate/query';
import { partsThatHold, type BrokenPart } from './check-query';
import { toSavedView, withOwner, type SavedView, type ViewRow } from './view-shape';
import { visibleViews } from './visible-views';

/** The list that an address stands for. */
export type OpenedView = {
  /** Null: all Sites. */
  view: SavedView | null;
  /** What the list stands on: as much of the view's query as holds; empty for all Sites. */
  base: string;
  /** The whole list: the base with what the address says over it, and `view` itself. */
  query: string;
  /** What the view names that no longer is; the rest of it is open. */
  problems: BrokenPart[];
};

/**
 * Opens what an address of the list asks for: the view that it names, with its further parameters over the view's; and
 * where it says nothing at all, the first view of one's role.
 * @throws ProblemError 400 that names the view, where there is none of this id that one can see.
 */
export const openView = query({
  name: 'view.list',
  input: z.strictObject({ search: z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional()) }),
  may: (actor) => judge('view.list', roleStandings(actor)),
  visible: visibleViews,
  load: async (db, { search }, where, { actor }): Promise<OpenedView> => {
    const address = toAddress(search);
    const row = await rowFor(db.prisma, address, where, actor.roles);
    if (row === null) return { view: null, base: '', query: printQuery(overView('', address)), problems: [] };
    const { params: held, broken } = await partsThatHold(db, new URLSearchParams(row.query), actor);
    const base = printQuery(held);
    address.set('view', row.id);
    return {
      view: toSavedView(row, actor),
      base,
      query: printQuery(overView(base, address)),
      // What the address replaces is no part of the list, broken or not.
      problems: broken.filter(({ field }) => !address.has(field)),
    };
  },
});

async function rowFor(db: Reader, address: URLSearchParams, where: Prisma.SavedViewWhereInput, roles: readonly Role[]): Promise<ViewRow | null> {
  const asked = address.get('view') ?? '';
  if (asked === allSites) return null;
  if (asked !== '') {
    const row = z.uuid().safeParse(asked).success
      ? await db.savedView.findFirst({ where: { AND: [{ id: asked }, where] }, include: withOwner })
      : null;
    if (row === null) throw unknownView(asked);
    return row;
  }
  if (!isBare(address)) return null;
  const firsts = await db.savedView.findMany({ where: { defaultFor: { in: [...roles] } }, include: withOwner });
  const role = defaultOrder.find((each) => firsts.some(({ defaultFor }) => defaultFor === each));
  return firsts.find(({ defaultFor }) => defaultFor === role) ?? null;
}

function unknownView(asked: string): ProblemError {
  const message = `There is no view “${asked.slice(0, 100)}” that you can open. It was deleted, or is no longer shared with you.`;
  return new ProblemError('invalid', message, [{ path: 'view', message }]);
}
