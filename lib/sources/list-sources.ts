import { z } from 'zod';
import { sensitivities, sourceModes } from '@/lib/domain/classification';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';

const sourceView = z.object({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  sensitivity: z.enum(sensitivities),
  /** The plugin matrix: what the workspace allows it to be used for. */
  mode: z.enum(sourceModes),
});
export const sourceListShape = z.object({ items: z.array(sourceView), next: z.null() });

/** All data sources by name; a workspace has tens of them, so there is one page. */
export const listSources = query({
  name: 'source.list',
  input: z.strictObject({}),
  may: (actor) => judge('source.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }) => ({
    items: await prisma.dataSource.findMany({
      select: { id: true, key: true, name: true, sensitivity: true, mode: true },
      orderBy: { name: 'asc' },
    }),
    next: null,
  }),
});
