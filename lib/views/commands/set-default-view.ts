import { z } from 'zod';
import { roles } from '@/lib/domain/permissions';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { setDefaultView as decide, type ViewFacts } from '@/lib/domain/view';
import { command } from '@/lib/gate/command';
import { toSavedView, viewShape } from '../view-shape';
import { visibleViews } from '../visible-views';
import { updateView } from '../write';

export const firstViewShape = z.object({ role: z.enum(roles), view: viewShape.nullable() });
type FirstView = z.infer<typeof firstViewShape>;

/** What a role begins with now, and what it shall: null for all Sites, undefined for a view that there isn't. */
type Loaded = { before: ViewFacts | null; after: ViewFacts | null | undefined };

/** Chooses the shared view that the list opens with for a role, or none. */
export const setDefaultView = command({
  name: 'view.set_default',
  input: z.strictObject({ role: z.enum(roles), view: z.uuid('Give the id of a shared view, or null.').nullable() }),
  load: async (tx, { role, view }, { actor }): Promise<Loaded> => {
    // In the order of their ids: two admins who choose at once wait for each other instead of locking each other out.
    await tx.$queryRaw`SELECT 1 FROM saved_view WHERE id = ${view}::uuid OR default_for = ${role}::"Role" ORDER BY id FOR UPDATE`;
    const before = await tx.savedView.findUnique({ where: { defaultFor: role } });
    if (view === null) return { before, after: null };
    const after = await tx.savedView.findFirst({ where: { AND: [{ id: view }, visibleViews(actor)] } });
    return { before, after: after ?? undefined };
  },
  may: (actor) => judge('view.set_default', roleStandings(actor)),
  decide: ({ before, after }, { role }) => decide(role, before, after),
  save: async (tx, _loaded, { role, view, clear }, { actor, now }): Promise<FirstView> => {
    if (clear !== null) await updateView(tx, clear, now); // first: a role has one
    return { role, view: view === null ? null : toSavedView(await updateView(tx, view, now), actor) };
  },
});
